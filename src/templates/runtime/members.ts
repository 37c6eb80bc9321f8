/** Members of Python's texts, dictionaries and dates that templates use without arguments. */
import type { Moment } from "../dates/values.ts";
import { DateTime, PlainDate, PlainTime } from "../dates/values.ts";
import { capitalize, isTitle, swapCase, titleCase } from "./letters.ts";
import { DictionaryView } from "./dictionary-view.ts";
import { characters } from "./characters.ts";

export type Members<Value> = ReadonlyMap<string, (value: Value) => unknown>;

const space = /[\s\u001c-\u001f\u0085]/u;

export const textMembers: Members<string> = new Map<string, (value: string) => unknown>([
  ["upper", (value) => value.toUpperCase()],
  ["lower", (value) => value.toLowerCase()],
  ["title", titleCase],
  ["capitalize", capitalize],
  ["swapcase", swapCase],
  ["casefold", (value) => value.toLowerCase().replaceAll("ß", "ss")],
  ["strip", (value) => trimStart(trimEnd(value))],
  ["lstrip", trimStart],
  ["rstrip", trimEnd],
  ["split", splitWords],
  ["splitlines", splitLines],
  ["isalpha", (value) => /^\p{L}+$/u.test(value)],
  ["isalnum", (value) => /^[\p{L}\p{N}]+$/u.test(value)],
  [
    "isdigit",
    (value) => /^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u.test(value),
  ],
  ["isdecimal", (value) => /^\p{Nd}+$/u.test(value)],
  ["isnumeric", (value) => /^\p{N}+$/u.test(value)],
  ["isspace", (value) => value !== "" && characters(value).every((char) => space.test(char))],
  ["isupper", (value) => value === value.toUpperCase() && value !== value.toLowerCase()],
  ["islower", (value) => value === value.toLowerCase() && value !== value.toUpperCase()],
  ["istitle", isTitle],
]);

export const dictionaryMembers: Members<object> = new Map<string, (value: object) => unknown>([
  ["items", (value) => new DictionaryView("items", entries(value))],
  [
    "keys",
    (value) =>
      new DictionaryView(
        "keys",
        entries(value).map(([key]) => key),
      ),
  ],
  [
    "values",
    (value) =>
      new DictionaryView(
        "values",
        entries(value).map(([, item]) => item),
      ),
  ],
]);

export const momentMembers: Members<Moment> = new Map<string, (value: Moment) => unknown>([
  ["year", (value) => ("year" in value ? value.year : undefined)],
  ["month", (value) => ("month" in value ? value.month : undefined)],
  ["day", (value) => ("day" in value ? value.day : undefined)],
  ["hour", (value) => ("hour" in value ? value.hour : undefined)],
  ["minute", (value) => ("minute" in value ? value.minute : undefined)],
  ["second", (value) => ("second" in value ? value.second : undefined)],
  ["microsecond", (value) => ("microsecond" in value ? value.microsecond : undefined)],
  ["isoformat", (value) => (value instanceof DateTime ? value.isoformat() : value.toString())],
  [
    "date",
    (value) =>
      value instanceof DateTime ? new PlainDate(value.year, value.month, value.day) : undefined,
  ],
  [
    "time",
    (value) =>
      value instanceof DateTime
        ? new PlainTime(value.hour, value.minute, value.second, value.microsecond)
        : undefined,
  ],
]);

/** Python's `split()`: words between white space. */
export function splitWords(value: string): string[] {
  return value.split(/[\s\u001c-\u001f\u0085]+/u).filter(Boolean);
}

/** Python's `splitlines()`. */
export function splitLines(value: string): string[] {
  const lines = value.split(/\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Python's `lstrip()`. */
export function trimStart(value: string): string {
  return value.replace(/^[\s\u001c-\u001f\u0085]+/u, "");
}

/** Python's `rstrip()`. */
export function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && space.test(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

function entries(value: object): [unknown, unknown][] {
  return value instanceof Map ? [...value.entries()] : Object.entries(value);
}
