/** Cookie headers no honest browser sends, and some that are honest, to see that the site still works. */
import { Random } from "../fuzz/random.ts";
import { origins, type CookieSite, type Origin } from "./cookie-site.ts";

export const kinds = [
  "live",
  "loggedOut",
  "expired",
  "otherKey",
  "otherSite",
  "random bytes",
  "random key",
  "huge",
  "changed",
  "spliced",
  "injection",
  "header",
  "messages",
  "csrf",
] as const;
export type Kind = (typeof kinds)[number];

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Keys that mean something to a database, a file system, a cache or JavaScript. */
const injections = [
  "' OR '1'='1",
  "'; DROP TABLE django_session; --",
  "../../../../../../etc/passwd",
  "..%2f..%2fdb.sqlite3",
  "/etc/passwd",
  "db.sqlite3",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "*",
  "%",
  "________________________________",
  "null",
  "[object Object]",
  '{"$gt":""}',
  "e30:1:a",
  ".eJ",
  ":::::::::",
  "-d-db",
  "%00%00%00%00%00%00%00%00",
  String.raw`"\000\000\000\000\000\000\000\000\000"`,
  "é漢字💡éééééééé",
] as const;

/** The value of a Cookie header, one character a byte. */
export function cookieHeader(kind: Kind, random: Random, site: CookieSite): string {
  switch (kind) {
    case "random bytes":
      return withoutBreaks(`sessionid=${bytes(random, 200)}`);
    case "random key":
      return `sessionid=${letters(random, 32)}`;
    case "huge":
      return `sessionid=${letters(random, random.pick([4_000, 9_000, 15_000, 40_000]))}`;
    case "changed":
      return `sessionid=${changed(random, cookieOf(random, site))}`;
    case "spliced":
      return `sessionid=${spliced(random, cookieOf(random, site), cookieOf(random, site))}`;
    case "injection":
      return `sessionid=${utf8(random.pick(injections))}`;
    case "header":
      return withoutBreaks(header(random, cookieOf(random, site)));
    case "messages": {
      const note = pick(random, [...site.messages.keys()]);
      const value = random.chance(0.3) ? note : changed(random, note);
      // One cookie may be taken for another.
      return random.chance(0.2) ? `sessionid=${note}; messages=${value}` : `messages=${value}`;
    }
    case "csrf":
      return withoutBreaks(`csrftoken=${bytes(random, 64)}; sessionid=${cookieOf(random, site)}`);
    default:
      return `sessionid=${cookieOf(random, site, kind)}`;
  }
}

/** A session cookie that somebody got. */
function cookieOf(
  random: Random,
  { sessions }: CookieSite,
  origin: Origin = random.pick(origins),
): string {
  const all = [...sessions].filter(([, issued]) => issued.origin === origin);
  return pick(random, all)[0];
}

function changed(random: Random, value: string): string {
  const at = random.below(value.length);
  const ways = [
    () => value.slice(0, at) + letters(random, 1) + value.slice(at + 1),
    () => value.slice(0, at),
    () => value.slice(at),
    () => value + letters(random, 1),
    () => `${value}=`,
    () => value.toUpperCase(),
    () =>
      value.slice(0, at) +
      random.pick(["%", ".", ":", "/", "\\", "'", "*", "_", "+", " "]) +
      value.slice(at),
    () => ` "${value}" `,
    () => encodeURIComponent(`${value}:`),
    () => value + value,
    () => Array.from(value).reverse().join(""),
  ] as const;
  return random.pick(ways)();
}

/** The parts of two signed texts, or halves of two keys. */
function spliced(random: Random, one: string, two: string): string {
  const [ours, theirs] = [one.split(":"), two.split(":")];
  if (ours.length < 3) return one.slice(0, 16) + two.slice(16);
  const part = random.below(3);
  return ours.map((each, at) => (at === part ? (theirs[at] ?? "") : each)).join(":");
}

/** Headers that are odd as a whole. */
function header(random: Random, value: string): string {
  const ways = [
    () => `sessionid=${letters(random, 32)}; sessionid=${value}`,
    () => `sessionid=${value}; sessionid=${letters(random, 32)}`,
    () => `sessionid=${value}; sessionid`,
    () => `sessionid=${value}; sessionid=`,
    () =>
      Array.from({ length: 400 }, () => `${letters(random, 3)}=${letters(random, 8)}`).join("; "),
    () => ";".repeat(random.below(500)),
    () => `$Version=1; sessionid="${value}"; $Path=/`,
    () =>
      `sessionid=${Array.from(value, (each) => `\\${each.charCodeAt(0).toString(8).padStart(3, "0")}`).join("")}`,
    () => `__proto__=${value}; constructor=${value}; toString=${value}`,
    () => `sessionid[]=${value}; sessionid.x=${value}; SESSIONID=${value}`,
    () => bytes(random, 500),
  ] as const;
  return random.pick(ways)();
}

function letters(random: Random, length: number): string {
  return Array.from({ length }, () => LETTERS[random.below(LETTERS.length)]).join("");
}

function bytes(random: Random, most: number): string {
  return random.times(most, () => String.fromCharCode(byte(random))).join("");
}

/** Seldom a control character: node:http refuses a header that holds one. */
function byte(random: Random): number {
  return random.chance(0.002) ? random.below(256) : random.pick([32, 160]) + random.below(95);
}

/** A line's end would end the header, and with it the test's own idea of the request. */
function withoutBreaks(text: string): string {
  return text.replaceAll(/[\r\n]/g, "-");
}

function utf8(text: string): string {
  return Buffer.from(text).toString("latin1");
}

function pick<T>(random: Random, all: readonly T[]): T {
  const found = all[random.below(all.length)];
  if (found === undefined) throw new Error("There is nothing to pick from.");
  return found;
}
