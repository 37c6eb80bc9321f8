/** `{% load humanize %}`: numbers and dates for people. */
import { Library } from "../library.ts";
import type { RenderState } from "../state.ts";
import { dayNumber, formatDate } from "../dates/format.ts";
import { localTime } from "../dates/local.ts";
import { timeSince } from "../dates/since.ts";
import { DateTime, momentOf, PlainTime } from "../dates/values.ts";
import { zoneOf } from "../dates/zone.ts";
import { toFloat, toInteger, ValueError } from "../runtime/numbers.ts";
import { formatNumber } from "../runtime/number-format.ts";
import { text } from "../runtime/text.ts";

export const humanize = new Library();

/** The integer of a value; undefined when it has none. */
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
    const last = Number(number) % 100;
    const ending = last > 10 && last < 14 ? "th" : (["th", "st", "nd", "rd"][last % 10] ?? "th");
    return `${number}${ending}`;
  },
  { isSafe: true, argument: "none" },
);

humanize.filter(
  "intcomma",
  (value: unknown) => {
    const shown = text(value);
    return /^-?\d+(?:\.\d+)?$/.test(shown) ? formatNumber(shown, { grouping: true }) : value;
  },
  { isSafe: true, argument: "optional" },
);

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
    if (size < 1_000_000) return text(number);
    const [exponent, name] = large.find(([power]) => size < 10 ** power * 1000) ?? [0, ""];
    if (name === "") return text(number);
    return `${(Number(number) / 10 ** exponent).toFixed(1)} ${name}`;
  },
  { argument: "none" },
);

const digits = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

humanize.filter(
  "apnumber",
  (value: unknown) => {
    const number = integer(value);
    if (number === undefined) return value;
    return digits[Number(number) - 1] ?? text(number);
  },
  { isSafe: true, argument: "none" },
);

humanize.filter(
  "naturalday",
  (value: unknown, format: unknown, state: RenderState) => {
    const moment = momentOf(value);
    if (!moment || moment instanceof PlainTime) return value;
    const today = new DateTime(state.now(), zoneOf(state.timeZone));
    const days = dayNumber(moment) - dayNumber(today);
    if (days === 0) return "today";
    if (days === 1) return "tomorrow";
    return days === -1 ? "yesterday" : formatDate(moment, format ?? "DATE_FORMAT");
  },
  { argument: "optional", expectsLocaltime: true },
);

humanize.filter(
  "naturaltime",
  (value: unknown, _none: unknown, state: RenderState) => {
    const moment = momentOf(localTime(value, state));
    return moment instanceof DateTime && moment.zone ? naturalTime(moment, state) : value;
  },
  { argument: "none" },
);

function naturalTime(moment: DateTime, state: RenderState): string {
  const seconds = Math.floor((state.now() - moment.epoch) / 1000);
  const past = seconds >= 0;
  const size = Math.abs(seconds);
  if (size === 0) return "now";
  const ending = past ? "ago" : "from now";
  const amount = (count: number, one: string, unit: string): string =>
    `${count === 1 ? one : `${toFloat(count)}\u00a0${unit}s`} ${ending}`;
  if (size < 60) return amount(size, "a\u00a0second", "second");
  if (size < 3600) return amount(Math.floor(size / 60), "a\u00a0minute", "minute");
  if (size < 86_400) return amount(Math.floor(size / 3600), "an\u00a0hour", "hour");
  return `${timeSince(moment, undefined, state, !past)} ${ending}`;
}
