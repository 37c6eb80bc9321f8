import { getLogger } from "../logging/index.ts";

const said = new Set<string>();

/** Tells the log something about the site as it is set up, once in the life of a process. */
export function warnOnce(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  getLogger("mkweb.security").warning(text);
}
