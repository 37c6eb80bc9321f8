import type { ModelInfo } from "../../models/index.ts";
import { Expression, F, isOperator } from "../../query/index.ts";
import type { ConstraintState, IndexState, ModelState, SqlText } from "../../schema/index.ts";
import { conditionState } from "./condition-state.ts";
import { textsOf } from "./field-state.ts";

/** Describes a model's declared indexes and constraints, apart from those of its fields. */
export function rulesState(
  info: ModelInfo,
): Pick<ModelState, "constraints" | "indexes" | "uniques"> {
  const { indexes = [], uniqueTogether = [], constraints = [] } = info.options;
  return {
    ...(indexes.length > 0 && { indexes: indexes.map((each) => indexState(each, info)) }),
    ...(uniqueTogether.length > 0 && {
      uniques: uniqueTogether.map((names) => ({ properties: [...names] })),
    }),
    ...(constraints.length > 0 && {
      constraints: constraints.map((each) => constraintState(each, info)),
    }),
  };
}

/** The declaration; the compiler has checked its types against the fields. */
interface Declared {
  readonly name?: string;
  readonly fields?: readonly string[];
  readonly unique?: readonly string[];
  readonly expressions?: readonly unknown[];
  readonly check?: unknown;
  readonly condition?: unknown;
  readonly include?: readonly string[];
  readonly using?: string;
  readonly opclasses?: readonly string[];
  readonly deferrable?: "deferred" | "immediate";
  readonly nullsDistinct?: boolean;
  readonly exclusion?: readonly (readonly [unknown, string])[];
  readonly indexType?: string;
}

function indexState(index: unknown, info: ModelInfo): IndexState {
  if (Array.isArray(index)) return { properties: index.map(String) };
  const { name, fields = [], expressions, condition, ...rest } = declared(index);
  const { include, using, opclasses } = rest;
  return {
    ...(name !== undefined && { name: nameFor(name, info) }),
    properties: fields,
    ...(expressions && { expressions: expressionsState(expressions, info) }),
    ...(condition !== undefined && { condition: conditionState(condition, info) }),
    ...(include && { include }),
    ...(using !== undefined && using !== "btree" && { using }),
    ...(opclasses && { opclasses }),
  };
}

function constraintState(constraint: unknown, info: ModelInfo): ConstraintState {
  const { name: given = "", check, condition, unique = [], ...rest } = declared(constraint);
  const { expressions, exclusion, indexType, include, deferrable, nullsDistinct } = rest;
  const name = nameFor(given, info);
  if (check !== undefined) return { name, check: conditionState(check, info) };
  const more = {
    ...(condition !== undefined && { condition: conditionState(condition, info) }),
    ...(include && { include }),
    ...(deferrable && { deferrable }),
  };
  if (exclusion) {
    refuseWrong(exclusion, indexType, `${info.label}: the constraint ${name}`);
    return {
      name,
      exclude: exclusion.map(([key, operator]) => [excluded(key, info), operator] as const),
      ...(indexType !== undefined && { using: indexType }),
      ...more,
    };
  }
  return {
    name,
    unique,
    ...(expressions && { expressions: expressionsState(expressions, info) }),
    ...more,
    ...(nullsDistinct === false && { nullsDistinct }),
  };
}

/** @throws {TypeError} An operator unknown to PostgreSQL, or an index type that cannot exclude rows. */
function refuseWrong(
  exclusion: NonNullable<Declared["exclusion"]>,
  indexType: string | undefined,
  what: string,
): void {
  if (exclusion.length === 0) throw new TypeError(`${what} excludes nothing.`);
  const wrong = exclusion.find(([, operator]) => !isOperator(operator));
  if (wrong) throw new TypeError(`${what} has '${wrong[1]}' for an operator.`);
  if (indexType === undefined || indexType === "gist" || indexType === "spgist") return;
  throw new TypeError(`${what} needs an index of type gist or spgist, not '${indexType}'.`);
}

function excluded(key: unknown, info: ModelInfo): string | { readonly sql: string } {
  if (typeof key === "string") return key;
  const [text = ""] = expressionsState([key], info);
  return { sql: typeof text === "string" ? text : text.postgresql };
}

function expressionsState(expressions: readonly unknown[], info: ModelInfo): readonly SqlText[] {
  return expressions.map((each) => {
    if (each instanceof Expression) return textsOf(each, info);
    if (typeof each === "string") return textsOf(F(each), info);
    throw new TypeError(`${info.label} has an index on something that is not an expression.`);
  });
}

function declared(rule: unknown): Declared {
  if (typeof rule === "object" && rule !== null) return rule;
  throw new TypeError("An index or constraint is a list of fields or an object.");
}

/** Fills in Django's two placeholders, so that an abstract base can name the rules of each of its models. */
function nameFor(name: string, { appLabel, modelName }: ModelInfo): string {
  return name
    .replaceAll("%(app_label)s", appLabel.toLowerCase())
    .replaceAll("%(class)s", modelName);
}
