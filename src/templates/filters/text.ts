/** Filters for texts. */
import type { Library } from "../library.ts";
import { markSafe } from "../safe.ts";
import { SafeString } from "../safe-string.ts";
import { titleCase } from "../runtime/letters.ts";
import { splitWords } from "../runtime/members.ts";
import { toInteger, ValueError } from "../runtime/numbers.ts";
import { text } from "../runtime/text.ts";
import { stringFormat } from "./string-format.ts";
import { truncateCharacters, truncateWords } from "./truncate.ts";
import { truncateHtmlCharacters, truncateHtmlWords } from "./truncate-html.ts";
import { wrapLines } from "./wrap.ts";
import { characters } from "../runtime/characters.ts";

const safeText = { stringFilter: true, isSafe: true, argument: "none" } as const;
const unsafeText = { stringFilter: true, argument: "none" } as const;
const withArgument = { stringFilter: true, isSafe: true, argument: "required" } as const;

export function registerTextFilters(library: Library): void {
  library
    .filter("addslashes", (value: string) => value.replaceAll(/[\\"']/g, String.raw`\$&`), safeText)
    .filter("capfirst", capitalizeFirst, safeText)
    .filter("lower", (value: string) => value.toLowerCase(), safeText)
    .filter("upper", (value: string) => value.toUpperCase(), unsafeText)
    .filter("title", title, safeText)
    .filter("slugify", slugify, safeText)
    .filter("make_list", (value: string) => characters(value), unsafeText)
    .filter("wordcount", (value: string) => splitWords(value).length, unsafeText)
    .filter("cut", cut, { argument: "required" })
    .filter("center", padded(center), withArgument)
    .filter(
      "ljust",
      padded((value, width) => pad(value, 0, width - length(value))),
      withArgument,
    )
    .filter(
      "rjust",
      padded((value, width) => pad(value, width - length(value), 0)),
      withArgument,
    )
    .filter(
      "wordwrap",
      (value: string, width: unknown) => wrapLines(value, Number(toInteger(width))),
      withArgument,
    )
    .filter("truncatechars", limited(truncateCharacters), withArgument)
    .filter("truncatewords", limited(truncateWords), withArgument)
    .filter("truncatechars_html", limited(truncateHtmlCharacters), withArgument)
    .filter("truncatewords_html", limited(truncateHtmlWords), withArgument)
    .filter("stringformat", stringFormat, { isSafe: true, argument: "required" })
    .filter("phone2numeric", phoneToNumber, { isSafe: true, argument: "none" });
}

function capitalizeFirst(value: string): string {
  const [first = "", ...rest] = value;
  return first.toUpperCase() + rest.join("");
}

/** Like Python's `title()`, except after an apostrophe or a digit. */
function title(value: string): string {
  return titleCase(value)
    .replaceAll(/([a-z])'([A-Z])/g, (match) => match.toLowerCase())
    .replaceAll(/\p{Nd}([A-Z])/gu, (match) => match.toLowerCase());
}

/**
 * Converts a text to lower-case ASCII letters, digits, underscores and single hyphens.
 *
 * @example
 * console.log(slugify("What's up?")); // whats-up
 */
export function slugify(value: unknown): string {
  const ascii = text(value)
    .normalize("NFKD")
    // oxlint-disable-next-line no-control-regex -- everything outside ASCII goes
    .replaceAll(/[^\u0000-\u007f]/g, "");
  return ascii
    .toLowerCase()
    .replaceAll(/[^\w\s\u001c-\u001f-]/g, "")
    .replaceAll(/[-\s\u001c-\u001f]+/g, "-")
    .replaceAll(/^[-_]+|[-_]+$/g, "");
}

/** A part of a safe text is safe, unless an entity may have been cut off. */
function cut(value: unknown, argument: unknown): unknown {
  if (typeof argument !== "string" && !(argument instanceof SafeString)) {
    throw new TypeError("replace() argument 1 must be str");
  }
  const part = text(argument);
  const rest = text(value).replaceAll(part, "");
  return value instanceof SafeString && part !== ";" ? markSafe(rest) : rest;
}

function padded(align: (value: string, width: number) => string) {
  return (value: string, width: unknown): string => align(value, Number(toInteger(width)));
}

/** Python puts the odd space on the left if the width is odd, otherwise on the right. */
function center(value: string, width: number): string {
  const missing = width - length(value);
  if (missing <= 0) return value;
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return pad(value, left, missing - left);
}

function pad(value: string, left: number, right: number): string {
  return " ".repeat(Math.max(0, left)) + value + " ".repeat(Math.max(0, right));
}

const length = (value: string): number => characters(value).length;

/** An invalid limit leaves the text unchanged. */
function limited(shorten: (value: string, limit: number) => string) {
  return (value: string, argument: unknown): string => {
    let limit: number;
    try {
      limit = Number(toInteger(argument));
    } catch (error) {
      if (error instanceof ValueError) return value;
      throw error;
    }
    return shorten(value, limit);
  };
}

const keys = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

function phoneToNumber(value: unknown): string {
  if (typeof value !== "string" && !(value instanceof SafeString)) {
    throw new TypeError("a phone number must be text");
  }
  return text(value)
    .toLowerCase()
    .replaceAll(/[a-z]/g, (letter) => String(keys.findIndex((key) => key.includes(letter)) + 2));
}
