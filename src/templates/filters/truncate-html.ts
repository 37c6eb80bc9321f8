/** Cuts HTML to a length of its text and closes all tags. */
import { escapeText } from "../safe.ts";
import { decodeHtml } from "./decode-html.ts";
import { scanHtml } from "./html-scan.ts";
import { characters } from "../runtime/characters.ts";

const void_ = new Set(
  "area base br col embed hr img input link meta param source track wbr frame spacer".split(" "),
);

/** Text taken from a part, the part's length, and whether nothing may follow. */
interface Taken {
  readonly output: string;
  readonly length: number;
  readonly complete?: boolean;
}

/** Keeps at most this many characters of text, including the ellipsis. */
export function truncateHtmlCharacters(value: string, limit: number): string {
  if (limit <= 0) return "";
  const source = value.normalize("NFC");
  let seen = 0;
  return truncate(source, limit - 1, "…", (text, remaining, output) => {
    const all = characters(text);
    seen += all.length;
    if (seen === limit && characters(output).length + all.length === characters(source).length) {
      return { output: text, length: all.length, complete: true };
    }
    return {
      output: escapeText(all.slice(0, remaining).join("")),
      length: all.length,
    };
  });
}

/** Keeps at most this many words of text. */
export function truncateHtmlWords(value: string, limit: number): string {
  if (limit <= 0) return "";
  return truncate(value, limit, " …", (text, remaining) => {
    const words = text.split(/(?<=\S)\s+(?=\S)/);
    return { output: escapeText(words.slice(0, remaining).join(" ")), length: words.length };
  });
}

function truncate(
  source: string,
  limit: number,
  ellipsis: string,
  take: (text: string, remaining: number, output: string) => Taken,
): string {
  const open: string[] = [];
  let out = "";
  let remaining = limit;
  let done = false;
  const close = (name: string): void => {
    if (void_.has(name)) return;
    out += `</${name}>`;
    if (open.at(-1) === name) open.pop();
  };
  scanHtml(
    source,
    {
      text(text) {
        if (done) return true;
        const taken = take(text, remaining, out);
        out += taken.output;
        if (taken.complete || remaining < taken.length) {
          if (!taken.complete && !taken.output.endsWith(ellipsis)) out += ellipsis;
          done = true;
        }
        remaining -= taken.length;
        return done;
      },
      start(name, tag, selfClosing) {
        if (done) return;
        out += tag;
        if (void_.has(name)) return;
        open.push(name);
        if (selfClosing) close(name);
      },
      end(name) {
        if (!done) close(name);
      },
    },
    { final: false, decode: decodeHtml },
  );
  return done
    ? out +
        open
          .reverse()
          .map((name) => `</${name}>`)
          .join("")
    : out;
}
