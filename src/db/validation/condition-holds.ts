import type { ComparedValue, Comparison, ConditionState } from "../../schema/index.ts";

/** Whether a condition holds for an object; `undefined`, as in SQL, where a null decides it. */
export function conditionHolds(condition: ConditionState, entity: object): boolean | undefined {
  if ("and" in condition) {
    const parts = new Set(condition.and.map((part) => conditionHolds(part, entity)));
    if (parts.has(false)) return false;
    return parts.has(undefined) ? undefined : true;
  }
  if ("or" in condition) {
    const parts = new Set(condition.or.map((part) => conditionHolds(part, entity)));
    if (parts.has(true)) return true;
    return parts.has(undefined) ? undefined : false;
  }
  if ("not" in condition) {
    const inner = conditionHolds(condition.not, entity);
    return inner === undefined ? undefined : !inner;
  }
  // What is said in SQL only the database can tell.
  return "sql" in condition ? undefined : comparisonHolds(condition, entity);
}

/** The fields that a condition is about. */
export function fieldsIn(condition: ConditionState): readonly string[] {
  if ("and" in condition) return condition.and.flatMap(fieldsIn);
  if ("or" in condition) return condition.or.flatMap(fieldsIn);
  if ("not" in condition) return fieldsIn(condition.not);
  if ("sql" in condition) return [];
  const others = Object.values(condition).flatMap((value: unknown) =>
    typeof value === "object" && value !== null && "field" in value ? [String(value.field)] : [],
  );
  return [condition.field, ...others];
}

function comparisonHolds(compared: Comparison, entity: object): boolean | undefined {
  const value: unknown = Reflect.get(entity, compared.field);
  const isNull = value === undefined || value === null;
  if (compared.isNull !== undefined) return isNull === compared.isNull;
  if (isNull) return undefined;
  if (compared.in) return compared.in.some((each) => order(value, each) === 0);
  const { like, iLike } = compared;
  if (like !== undefined || iLike !== undefined) {
    const found = pattern(like ?? iLike ?? "", like === undefined ? "isu" : "su");
    return typeof value === "string" && found.test(value);
  }
  for (const [operator, holds] of Object.entries(operators)) {
    const given: ComparedValue | undefined = Reflect.get(compared, operator);
    if (given === undefined) continue;
    const other: unknown = typeof given === "object" ? Reflect.get(entity, given.field) : given;
    return other === undefined || other === null ? undefined : holds(order(value, other));
  }
  throw new TypeError(`The condition on ${compared.field} has no operator.`);
}

const operators = {
  equals: (difference: number) => difference === 0,
  gt: (difference: number) => difference > 0,
  gte: (difference: number) => difference >= 0,
  lt: (difference: number) => difference < 0,
  lte: (difference: number) => difference <= 0,
};

/** Below, at or above zero. A moment stands in a condition as its ISO text. */
function order(a: unknown, b: unknown): number {
  if (a instanceof Date) return a.getTime() - new Date(String(b)).getTime();
  if (typeof a === "string" && typeof b === "string" && !areNumbers(a, b)) {
    return a === b ? 0 : a < b ? -1 : 1;
  }
  return Number(a) - Number(b);
}

/** Decimal numbers are text. */
function areNumbers(...texts: readonly string[]): boolean {
  return texts.every((text) => text.trim() !== "" && Number.isFinite(Number(text)));
}

/** A pattern of SQL's `like`, with a backslash before what is meant as it is. */
function pattern(like: string, flags: string): RegExp {
  const parts = Array.from(like.matchAll(/\\(.)|([\s\S])/gu), ([, escaped, plain = ""]) => {
    if (escaped === undefined && plain === "%") return ".*";
    if (escaped === undefined && plain === "_") return ".";
    return (escaped ?? plain).replace(/[.*+?^${}()|[\]\\/]/, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join("")}$`, flags);
}
