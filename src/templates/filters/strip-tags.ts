/** Removes tags from text. */
import { scanHtml } from "./html-scan.ts";

const deepest = 50;

/** The text has so many unclosed tags that removing them would take too long. */
export class SuspiciousText extends Error {
  override readonly name = "SuspiciousOperation";
}

/**
 * Removes everything that looks like a tag, repeatedly until nothing does. The result is not safe HTML.
 *
 * @throws {SuspiciousText} Tags are nested more than 50 deep.
 */
export function stripTags(value: string): string {
  for (const [tag] of value.matchAll(/<[a-zA-Z][^>]{1000,}/g)) {
    if (tag.split("<").length - 1 >= deepest) throw new SuspiciousText("too many unclosed tags");
  }
  let text = value;
  for (let depth = 0; text.includes("<") && text.includes(">"); depth++) {
    if (depth >= deepest) throw new SuspiciousText("tags are nested too deep");
    const next = stripOnce(text);
    if (count(next) === count(text)) break;
    text = next;
  }
  return text;
}

function stripOnce(source: string): string {
  let out = "";
  const handler = {
    text(text: string): void {
      out += text;
    },
    start(): void {},
    end(): void {},
  };
  const from = scanHtml(source, handler, { final: false });
  scanHtml(source, handler, { final: true, from });
  return out;
}

const count = (text: string): number => text.split("<").length;
