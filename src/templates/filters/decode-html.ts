import { loadWhenUsed } from "../../platform/index.ts";

/** Replaces the character references of HTML, `&amp;` and its like, by their characters. */
export function decodeHtml(text: string): string {
  const { decodeHTML }: typeof import("entities/decode") = loadWhenUsed("entities/decode");
  return decodeHTML(text);
}
