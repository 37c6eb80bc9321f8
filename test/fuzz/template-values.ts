/** Values for contexts, in a form both Python and JavaScript read. */
import {
  DateTime,
  markSafe,
  parseDate,
  parseDateTime,
  parseTime,
  Tuple,
} from "../../src/templates/index.ts";
import type { Random } from "./random.ts";

/** One of a list, which is never empty here. */
export function anyOf<Item>(random: Random, list: readonly Item[]): Item {
  const [item] = list.slice(random.below(list.length));
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

export type Encoded =
  | null
  | boolean
  | number
  | string
  | readonly Encoded[]
  | { readonly [key: string]: Encoded };

const texts = [
  "",
  "a",
  "abc",
  "<b>bold</b>",
  "a & b",
  'it\'s "quoted"',
  "Joel is a slug",
  "  spaces  around ",
  "line one\nline two\n\nline four",
  "a\r\nb\rc",
  "tab\there",
  "ünïcödé ß ŉ",
  "😀 é 日本",
  "e\u0301clair",
  "5",
  "-3",
  "3.14",
  "1e3",
  "0",
  "007",
  " 42 ",
  "nan",
  "inf",
  "True",
  "None",
  "1,2,3",
  "http://example.com/?x=1&y=2",
  "see www.django.org, or me@example.com!",
  "(https://a.example/b_(c)) and <https://x.y/z?q=<1>>",
  "javascript:alert(1)",
  "</script><!-- x -->",
  "<p>one <b>two <i>three</i> four</b> five</p>",
  "<a href='x' title=\"a > b\">link</a> &amp; &lt;more&gt; &eacute;",
  "<br/>text<img src=x>more<hr>",
  "<unclosed <b>x",
  "a < b > c",
  "{{ x }} {% y %}",
  "50%",
  "%s %d",
  "back\\slash",
  "1-800-COLLECT",
  "my FIRST pOST 2nd they'RE",
  "a-b_c d!e",
  "\u2028 \u00a0 x",
  "word ".repeat(12),
  "averyveryverylongwordindeed and more",
];

const numbers = [
  0, 1, 2, -1, 5, 10, 42, 100, 1023, 1024, 123456789, -7, 1.5, -2.5, 0.1, 34.26, 2.675, 1e-7,
  99.995, 1234567.891,
];

/** Names that contexts have. */
export const names = ["a", "b", "c", "l", "d", "s", "n", "o", "t", "missing"] as const;

export function randomText(random: Random): string {
  return anyOf(random, texts);
}

/** Any value, lists and dictionaries at most `depth` deep. */
export function randomValue(random: Random, depth = 2): Encoded {
  switch (random.below(depth > 0 ? 15 : 9)) {
    case 0:
    case 1:
    case 2:
      return anyOf(random, texts);
    case 3:
    case 4:
      return anyOf(random, numbers);
    case 5:
      return anyOf(random, [null, true, false]);
    case 6:
      return { $safe: anyOf(random, texts) };
    case 7:
      return randomMoment(random);
    case 8:
      return random.below(1000);
    case 9:
    case 10:
      return random.times(4, () => randomValue(random, depth - 1));
    case 11:
      return { $tuple: random.times(3, () => randomValue(random, depth - 1)) };
    case 12:
    case 13:
      return Object.fromEntries(
        random.times(3, () => [
          anyOf(random, ["k", "x", "items", "0", "name"]),
          randomValue(random, depth - 1),
        ]),
      );
    default:
      return randomObject(random, depth);
  }
}

function randomObject(random: Random, depth: number): Encoded {
  switch (random.below(4)) {
    case 0:
      return { $call: randomValue(random, depth - 1) };
    case 1:
      return { $raises: random.chance(0.7) };
    default:
      return {
        $thing: {
          attributes: { x: randomValue(random, depth - 1), name: "n" },
          text: anyOf(random, texts),
        },
      };
  }
}

const moments: readonly Encoded[] = [
  { $datetime: "2026-11-22T11:59:00+00:00" },
  { $datetime: "2026-11-20T08:30:15.000123+00:00" },
  { $datetime: "2024-02-29T23:05:00+00:00" },
  { $datetime: "2026-07-01T00:00:00+02:00" },
  { $datetime: "2027-03-04T05:06:07+00:00" },
  { $datetime: "2001-01-01T12:00:00" },
  { $date: "2026-11-01" },
  { $date: "1999-12-31" },
  { $date: "2026-11-22" },
  { $time: "14:05:09" },
  { $time: "00:00:00" },
  { $time: "12:00:00" },
];

function randomMoment(random: Random): Encoded {
  return anyOf(random, moments);
}

export function randomContext(random: Random): Readonly<Record<string, Encoded>> {
  return Object.fromEntries(
    names
      .filter((name) => name !== "missing")
      .map((name) => [
        name,
        name === "l" ? random.times(4, () => randomValue(random, 1)) : randomValue(random),
      ]),
  );
}

class Thing {
  readonly #text: string;

  constructor(attributes: Readonly<Record<string, unknown>>, text: string) {
    Object.assign(this, attributes);
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

class Quiet extends Error {
  readonly silentVariableFailure = true;
}

/** The value that an encoded one stands for here. */
export function decode(value: Encoded): unknown {
  if (isList(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0].startsWith("$")) return decodeSpecial(first[0], first[1]);
  return Object.fromEntries(entries.map(([key, item]) => [key, decode(item)]));
}

function decodeSpecial(kind: string, inner: Encoded): unknown {
  switch (kind) {
    case "$safe":
      return markSafe(inner);
    case "$tuple":
      return Tuple.holding(isList(inner) ? inner.map(decode) : []);
    case "$datetime":
      return typeof inner === "string" ? aware(parseDateTime(inner)) : undefined;
    case "$date":
      return typeof inner === "string" ? parseDate(inner) : undefined;
    case "$time":
      return typeof inner === "string" ? parseTime(inner) : undefined;
    case "$call":
      return () => decode(inner);
    case "$raises":
      return () => {
        throw inner === true ? new Quiet("quiet") : new Error("loud");
      };
    default:
      return thing(inner);
  }
}

function aware(moment: DateTime | undefined): DateTime {
  if (!moment) throw new TypeError("not a moment");
  return moment;
}

function thing(inner: Encoded): Thing {
  if (
    typeof inner !== "object" ||
    inner === null ||
    !("attributes" in inner) ||
    !("text" in inner)
  ) {
    throw new TypeError("not a thing");
  }
  const attributes = decode(inner.attributes);
  if (typeof attributes !== "object" || attributes === null) throw new TypeError("not a thing");
  return new Thing({ ...attributes }, String(decode(inner.text)));
}

function isList(value: Encoded): value is readonly Encoded[] {
  return Array.isArray(value);
}
