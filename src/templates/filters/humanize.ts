/** `{% load humanize %}`: numbers and dates in words. */
import { Library } from "../library.ts";
import type { RenderState } from "../state.ts";
import { dayNumber } from "../dates/days.ts";
import { formatDate } from "../dates/format.ts";
import { timeSince } from "../dates/since.ts";
import { momentOf } from "../dates/moment-of.ts";
import { DateTime, PlainDate, PlainTime } from "../dates/values.ts";
import { zoneOf } from "../../timezone/index.ts";
import { isDecimal, toInteger, ValueError } from "../runtime/numbers.ts";
import { floatFormat } from "./numbers.ts";
import { truthy } from "../runtime/compare.ts";
import { markSafe } from "../safe.ts";
import { formatNumber } from "../runtime/number-format.ts";
import { text } from "../runtime/text.ts";

export const humanize = new Library();

/** The integer of a value; `undefined` if it has none. */
function integer(value: unknown): number | bigint | undefined {
  try {
    return toInteger(value);
  } catch (error) {
    if (error instanceof ValueError || error instanceof TypeError) return undefined;
    throw error;
  }
}

humanize.filter(
  "ordinal",
  (value: unknown) => {
    const number = integer(value);
    if (number === undefined) return value;
    if (number < 0) return text(number);
    const last = Number(BigInt(number) % 100n);
    const ending = last > 10 && last < 14 ? "th" : (["th", "st", "nd", "rd"][last % 10] ?? "th");
    return markSafe(`${number}${ending}`);
  },
  { isSafe: true, argument: "none" },
);

humanize.filter("intcomma", intComma, { isSafe: true, argument: "optional" });

/** Puts commas between thousands, in a number or in the leading digits of a text. */
function intComma(value: unknown, localized: unknown = true): unknown {
  if (truthy(localized)) {
    const number = typeof value === "number" || isDecimal(value) ? value : integer(value);
    if (number !== undefined) return formatNumber(number, { grouping: true });
  }
  return text(value).replace(/^-?\p{Nd}+/u, (digits) => formatNumber(digits, { grouping: true }));
}

const large = [
  [6, "million"],
  [9, "billion"],
  [12, "trillion"],
  [15, "quadrillion"],
  [18, "quintillion"],
  [21, "sextillion"],
  [24, "septillion"],
  [27, "octillion"],
  [30, "nonillion"],
  [33, "decillion"],
  [100, "googol"],
] as const;

humanize.filter(
  "intword",
  (value: unknown) => {
    const number = integer(value);
    if (number === undefined) return value;
    const size = Math.abs(Number(number));
    if (size < 1_000_000) return number;
    const [exponent, name] = large.find(([power]) => size < 10 ** (power + 3)) ?? [];
    if (exponent === undefined) return number;
    return `${text(floatFormat(Number(number) / 10 ** exponent, 1))} ${name}`;
  },
  { argument: "none" },
);

const digits = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

humanize.filter(
  "apnumber",
  (value: unknown) => {
    const number = integer(value);
    if (number === undefined) return value;
    return digits[Number(number) - 1] ?? number;
  },
  { isSafe: true, argument: "none" },
);

humanize.filter(
  "naturalday",
  (value: unknown, format: unknown, state: RenderState) => {
    const moment = momentOf(value);
    if (!moment || moment instanceof PlainTime) return value;
    const zone =
      moment instanceof DateTime ? (moment.zone ?? zoneOf(state.timeZone)) : zoneOf(state.timeZone);
    const days = dayNumber(moment) - dayNumber(new DateTime(state.now(), zone));
    const names = new Map([
      [0, "today"],
      [1, "tomorrow"],
      [-1, "yesterday"],
    ]);
    const day = new PlainDate(moment.year, moment.month, moment.day);
    return names.get(days) ?? formatDate(day, truthy(format) ? format : "DATE_FORMAT");
  },
  { argument: "optional", expectsLocaltime: true },
);

humanize.filter(
  "naturaltime",
  (value: unknown, _none: unknown, state: RenderState) => {
    const moment = momentOf(value);
    if (!moment || moment instanceof PlainTime) return value;
    if (!(moment instanceof DateTime))
      throw new TypeError("a date has no time to be told from now");
    return naturalTime(moment, state);
  },
  { argument: "none" },
);

function naturalTime(moment: DateTime, state: RenderState): string {
  const now = new DateTime(state.now(), zoneOf(state.timeZone));
  const shift = moment.zone ? 0 : zoneOf(state.timeZone).offset(now.epoch) * 1000;
  const passed = now.epoch + shift - moment.epoch;
  const ending = passed > 0 ? "ago" : "from now";
  const seconds = Math.floor(Math.abs(passed) / 1000);
  const amount = (count: number, one: string, unit: string): string =>
    `${count === 1 ? one : `${count}\u00a0${unit}s`} ${ending}`;
  if (seconds === 0) return "now";
  if (seconds < 60) return amount(seconds, "a second", "second");
  if (seconds < 3600) return amount(Math.floor(seconds / 60), "a minute", "minute");
  if (seconds < 86_400) return amount(Math.floor(seconds / 3600), "an hour", "hour");
  return `${timeSince(moment, undefined, state, passed <= 0)} ${ending}`;
}
