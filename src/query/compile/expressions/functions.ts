import { NotSupportedError } from "../../../connections/index.ts";
import { FieldError, ValueError } from "../../errors.ts";
import type { ColumnType } from "../../meta.ts";
import type { Expression } from "../../nodes/expression.ts";
import type { Env } from "../env.ts";
import { asOther, commonType, typeOfAny } from "./result-types.ts";
import { BOOLEAN, DATE, DATETIME, JSON_TYPE, TEXT, TIME, concat, wrap, type Sql } from "../sql.ts";
import { isTransform, zone } from "./transforms.ts";

const ANY_TYPE: ReadonlySet<string> = new Set(["Coalesce", "Greatest", "Least", "NullIf"]);

/** A database function, by Django's name. */
export function functionCall(env: Env, node: Expression): Sql {
  const { dialect } = env.scope;
  const options = node.options ?? {};
  const given = node.args.map((each) => env.scope.compilation.expression(env, each));
  if (node.name === "Extract") return extract(env, given[0], options);
  if (node.name === "Trunc") return truncate(env, given[0], node, options);
  const args = ANY_TYPE.has(node.name) ? asCommon(env, node, given) : given;
  const type = node.type ?? typeOf(node.name, args);
  if (node.name === "Cast" && dialect.vendor === "postgresql") {
    return wrap("(", args[0] ?? given[0] ?? TEXT_NULL, `)::${dialect.castType(type)}`, type);
  }
  const made = dialect.functions[node.name];
  if (made === undefined) {
    throw new NotSupportedError(`The function ${node.name} is not supported on ${dialect.vendor}.`);
  }
  if (typeof made === "string") return wrap(`${made}(`, concat(", ", args, type), ")");
  return made(args, { options, type, zone: () => zone() });
}

const TEXT_NULL: Sql = { text: "NULL", binds: [], type: TEXT };

function typeOf(name: string, args: readonly Sql[]): ColumnType {
  if (name === "Now") return DATETIME;
  if (name === "JSONObject") return JSON_TYPE;
  return ANY_TYPE.has(name) ? typeOfAny(args) : commonType(args);
}

/** Literals among alternative expressions take the type of the others. */
function asCommon(env: Env, node: Expression, given: readonly Sql[]): Sql[] {
  const first = given.find((each) => !each.literal && !each.isNull);
  return first ? given.map((each, at) => asOther(env, node.args[at], each, first)) : [...given];
}

function zoneOfOptions(options: Readonly<Record<string, unknown>>): () => Sql {
  const name = options["timeZone"];
  return () => zone(typeof name === "string" ? name : undefined);
}

function extract(
  env: Env,
  operand: Sql | undefined,
  options: Readonly<Record<string, unknown>>,
): Sql {
  const part = String(options["part"]);
  if (!operand || !["date", "datetime", "time"].includes(operand.type.kind)) {
    throw new ValueError("extract() takes a date, a time or a moment.");
  }
  if (!isTransform(operand, part)) {
    throw new ValueError(`A ${operand.type.kind} has no part "${part}".`);
  }
  return env.scope.dialect.extract(part, operand, zoneOfOptions(options));
}

function truncate(
  env: Env,
  operand: Sql | undefined,
  node: Expression,
  options: Readonly<Record<string, unknown>>,
): Sql {
  const to = String(options["to"]);
  const kind = operand?.type.kind;
  if (!operand || (kind !== "date" && kind !== "datetime" && kind !== "time")) {
    throw new ValueError("trunc() takes a date, a time or a moment.");
  }
  const { dialect } = env.scope;
  const at = zoneOfOptions(options);
  if (to === "date" || to === "time") {
    if (kind !== "datetime") throw new FieldError(`trunc("${to}") takes a moment.`);
    return dialect.extract(to, operand, at);
  }
  const isClock = ["hour", "minute", "second"].includes(to);
  if (kind === "date" && node.type?.kind === "datetime") {
    throw new ValueError("Cannot truncate a date to a datetime.");
  }
  if ((kind === "date" && isClock) || (kind === "time" && !isClock)) {
    throw new ValueError(`Cannot truncate a ${kind} to the ${to}.`);
  }
  const type = node.type ?? { date: DATE, datetime: DATETIME, time: TIME }[kind];
  const made = dialect.truncate(
    to,
    operand,
    kind === "datetime" && type.kind !== "datetime" ? DATETIME : type,
    at,
  );
  if (kind !== "datetime" || type.kind === "datetime") return { ...made, type };
  if (type.kind !== "date" && type.kind !== "time") {
    throw new ValueError(`Cannot truncate a ${kind} to a ${type.kind}.`);
  }
  return dialect.extract(type.kind, made, at);
}

/** A function unknown to mkweb: its SQL is a template from the user. */
export function templateCall(env: Env, node: Expression): Sql {
  const args = node.args.map((each) => env.scope.compilation.expression(env, each));
  const { template, separator } = node.options as {
    readonly template: string;
    readonly separator: string;
  };
  const type = node.type ?? (args.length > 0 ? commonType(args) : BOOLEAN);
  const list = concat(separator, args, type);
  const [before = "", after, more] = template
    .replaceAll("%(function)s", node.name)
    .split("%(expressions)s");
  if (more !== undefined)
    throw new ValueError("A template must contain %(expressions)s only once.");
  if (after === undefined) {
    if (args.length > 0) throw new ValueError("The template does not contain %(expressions)s.");
    return { ...list, text: before };
  }
  return wrap(before, list, after);
}
