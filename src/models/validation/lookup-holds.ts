import type { ColumnType } from "../../query/index.ts";
import { unknown } from "./expression-value.ts";

type Test = (found: unknown, given: readonly unknown[], type: ColumnType) => boolean | undefined;

/**
 * Whether a comparison holds for a value.
 *
 * @param given The lookup's arguments.
 * @returns `undefined` if that depends on null, or only the database knows.
 */
export function lookupHolds(
  name: string,
  type: ColumnType,
  found: unknown,
  given: readonly unknown[],
): boolean | undefined {
  if (name === "isNull") return (found === null) === given[0];
  const test = tests[name];
  if (!test || found === null || given.some((each) => each === null || each === unknown)) {
    return undefined;
  }
  return test(found, given, type);
}

const byOrder =
  (holds: (difference: number) => boolean): Test =>
  (found, [given], type) =>
    holds(difference(found, given, type));

/** For texts only. */
const byText =
  (holds: (found: string, given: string) => boolean): Test =>
  (found, [given]) =>
    typeof found === "string" && typeof given === "string" ? holds(found, given) : undefined;

const folded = (holds: (found: string, given: string) => boolean): Test =>
  byText((found, given) => holds(found.toLowerCase(), given.toLowerCase()));

const contains = (found: string, given: string): boolean => found.includes(given);
const startsWith = (found: string, given: string): boolean => found.startsWith(given);
const endsWith = (found: string, given: string): boolean => found.endsWith(given);

const tests: Readonly<Record<string, Test>> = {
  exact: byOrder((each) => each === 0),
  gt: byOrder((each) => each > 0),
  gte: byOrder((each) => each >= 0),
  lt: byOrder((each) => each < 0),
  lte: byOrder((each) => each <= 0),
  range: (found, [first, last], type) =>
    difference(found, first, type) >= 0 && difference(found, last, type) <= 0,
  isIn: (found, [list], type) =>
    Array.isArray(list)
      ? list.some((each) => each !== null && difference(found, each, type) === 0)
      : undefined,
  iExact: folded((found, given) => found === given),
  contains: byText(contains),
  iContains: folded(contains),
  startsWith: byText(startsWith),
  iStartsWith: folded(startsWith),
  endsWith: byText(endsWith),
  iEndsWith: folded(endsWith),
};

/** Compares like the column: negative, zero or positive. */
function difference(found: unknown, given: unknown, type: ColumnType): number {
  const [a, b] = [comparable(found, type), comparable(given, type)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function comparable(value: unknown, type: ColumnType): number | string {
  const prepared = type.prepare(value);
  if (prepared instanceof Date) return prepared.getTime();
  if (type.kind === "decimal" || typeof prepared !== "string") return Number(prepared);
  return prepared;
}
