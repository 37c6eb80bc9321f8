import { getLogger } from "../logging/index.ts";

const said = new Set<string>();

/** Logs a warning about the site's setup, once per process. */
export function warnOnce(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  getLogger("mkweb.security").warning(text);
}
