import { NotSupportedError } from "../../../connections/index.ts";
import { FieldError } from "../../errors.ts";
import type { ColumnType } from "../../meta.ts";
import type { Expression } from "../../nodes/expression.ts";
import { columnType } from "../../types/column-type.ts";
import type { Env } from "../env.ts";
import { asOther } from "./result-types.ts";
import { isInteger } from "../conditions/operands.ts";
import { BIG_INTEGER, DECIMAL, FLOAT, TEXT, concat, fixed, wrap, type Sql } from "../sql.ts";

/** An aggregate with its filter and its default. */
export function aggregateCall(env: Env, node: Expression): Sql {
  const options = node.options ?? {};
  const operand = operandOf(env, node);
  if (operand.aggregate) {
    throw new FieldError(`Cannot compute ${node.name}: its argument is itself an aggregate.`);
  }
  if (operand.window) throw new FieldError(`Cannot compute ${node.name} of a window.`);
  if (
    env.scope.dialect.vendor === "sqlite" &&
    ARITHMETIC.has(node.name) &&
    isMoment(operand.type)
  ) {
    throw new NotSupportedError(
      `SQLite stores dates and times as texts: no ${node.name} of a ${operand.type.kind}.`,
    );
  }
  const rest = node.args.slice(1);
  const condition = options["filter"] ? conditionOf(env, rest.shift()) : undefined;
  const separator = options["separator"] ? rest.pop() : undefined;
  const [fallback] = rest;
  const type = node.type ?? typeOf(node.name, operand.type);
  const call = wrap(
    `${nameOf(env, node)}(${options["distinct"] ? "DISTINCT " : ""}`,
    argumentsOf(env, operand, separator),
    ")",
    type,
  );
  let made: Sql = call;
  if (condition && condition.constant !== true) {
    const text = condition.constant === false ? fixed("1=0", type) : condition;
    made = concat("", [call, wrap(" FILTER (WHERE ", text, ")")], type);
  }
  if (node.name === "AnyValue" && env.scope.dialect.vendor === "postgresql")
    made = wrap("", made, ")[1]");
  made = { ...made, aggregate: true, group: [] };
  if (fallback === undefined) return made;
  const value = asOther(env, fallback, env.scope.compilation.expression(env, fallback), made);
  return {
    ...wrap("COALESCE(", concat(", ", [made, value], type), ")"),
    aggregate: true,
    group: [],
  };
}

const ARITHMETIC: ReadonlySet<string> = new Set(["Avg", "StdDev", "Sum", "Variance"]);

const isMoment = ({ kind }: ColumnType): boolean =>
  kind === "date" || kind === "datetime" || kind === "time";

function operandOf(env: Env, node: Expression): Sql {
  const [first] = node.args;
  if (isStar(first) && node.name === "Count") return fixed("*", BIG_INTEGER);
  const made = env.scope.compilation.expression(
    env.lift ? { scope: env.scope, used: env.used } : env,
    first,
  );
  return env.lift ? env.lift(made) : made;
}

function isStar(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    value.kind === "field" &&
    "name" in value &&
    value.name === "*"
  );
}

function conditionOf(env: Env, condition: unknown): Sql {
  const made = env.scope.compilation.condition(env.scope, condition, null);
  return env.lift && made.constant === undefined ? env.lift(made) : made;
}

function argumentsOf(env: Env, operand: Sql, separator: unknown): Sql {
  if (separator === undefined) return operand;
  const text = env.scope.dialect.vendor === "postgresql" ? wrap("(", operand, ")::text") : operand;
  return concat(", ", [text, env.scope.compilation.expression(env, separator)], TEXT);
}

function nameOf(env: Env, node: Expression): string {
  const { aggregates, vendor } = env.scope.dialect;
  const name = node.name + (node.options?.["sample"] ? "Sample" : "");
  const known = aggregates[name] ?? PLAIN[name];
  if (known === undefined) throw new NotSupportedError(`${name} is not supported on ${vendor}.`);
  return known;
}

const PLAIN: Readonly<Record<string, string>> = {
  Avg: "AVG",
  Count: "COUNT",
  Max: "MAX",
  Min: "MIN",
  Sum: "SUM",
};

function typeOf(name: string, operand: ColumnType): ColumnType {
  if (name === "Count") return BIG_INTEGER;
  if (name === "StringAgg") return TEXT;
  if (name === "ArrayAgg") return columnType("array", { element: operand });
  if (name === "Avg" || name === "StdDev" || name === "Variance") {
    if (operand.kind === "decimal") return DECIMAL;
    return isInteger(operand) || operand.kind === "float" ? FLOAT : operand;
  }
  return name === "Sum" && operand.kind === "decimal" ? withoutLimit(operand) : operand;
}

/** A sum has the decimal places of its parts, and any number of digits. */
function withoutLimit(type: ColumnType): ColumnType {
  return type.decimalPlaces === undefined
    ? type
    : columnType("decimal", { decimalPlaces: type.decimalPlaces });
}
