import { NotSupportedError } from "../../../connections/index.ts";
import { FieldError, ValueError } from "../../errors.ts";
import type { ColumnType } from "../../meta.ts";
import { Expression } from "../../nodes/expression.ts";
import { Q } from "../../nodes/q.ts";
import { Fields, Inner, Joined } from "../../slots.ts";
import { aggregateCall } from "./aggregates.ts";
import type { Env } from "../env.ts";
import { functionCall, templateCall } from "./functions.ts";
import { literal } from "./literals.ts";
import { walk } from "../path.ts";
import { asOther, resultOf, typeOfAny } from "./result-types.ts";
import { BOOLEAN, concat, wrap, type Sql } from "../sql.ts";
import { existsClause, subselect } from "./subselect.ts";
import { transform } from "./transforms.ts";
import { windowCall } from "./windows.ts";

/** The SQL of an expression; a plain value becomes a parameter, and a condition true or false. */
export function compileExpression(env: Env, node: unknown): Sql {
  if (node instanceof Joined || node instanceof Fields) {
    return env.scope.compilation.condition(env.scope, node, env.used);
  }
  if (!(node instanceof Expression)) return literal(env, node, undefined);
  const made = compileNode(env, node);
  return node.type && node.kind !== "value" ? { ...made, type: node.type } : made;
}

function compileNode(env: Env, node: Expression): Sql {
  const { kind, args } = node;
  switch (kind) {
    case "field":
      return field(env, node.name);
    case "outer":
      return outerField(env, node.name);
    case "value":
      return literal(env, args[0], node.type, node.name);
    case "negated":
      return wrap("-(", compileExpression(env, args[0]), ")");
    case "arithmetic":
      return arithmetic(env, node);
    case "function":
      return functionCall(env, node);
    case "template":
      return templateCall(env, node);
    case "case":
      return caseWhen(env, args, node.type);
    case "exists":
      return existsClause(env, inner(args[0]));
    case "subquery":
      return subselect(env, inner(args[0]));
    case "aggregate":
      return aggregateCall(env, node);
    case "window":
      return windowCall(env, node);
    case "ordering":
      throw new FieldError("asc() and desc() can only be used in orderBy().");
    case "filteredRelation":
      throw new FieldError("filteredRelation() can only be used in annotate() or alias().");
    default:
      throw new NotSupportedError(`A query has no expression "${String(kind)}".`);
  }
}

/** A field, an annotation, or a part of one, given as a dotted path. */
export function field(env: Env, name: string): Sql {
  const { scope } = env;
  if (name === "*") throw new FieldError('"*" stands for all rows in count() alone.');
  const names = name.split(".");
  const [first = ""] = names;
  const known = env.named?.get(name);
  if (known) return known;
  const note = scope.notes.get(first);
  const [start, rest] = note ? [note.sql, names.slice(1)] : walked(env, names);
  return rest.reduce((sql, each) => transform(env, sql, each), start);
}

function walked(env: Env, names: readonly string[]): readonly [Sql, readonly string[]] {
  const found = walk(env.scope, names, env.used);
  for (const alias of found.aliases) env.used?.add(alias);
  if (found.rest.length > 0 && found.column.target) {
    throw new FieldError(
      `${found.column.target.model.name} has no field "${found.rest[0] ?? ""}" (in "${names.join(".")}").`,
    );
  }
  return [found.column, found.rest];
}

/** A field of the outer query. */
function outerField(env: Env, name: string): Sql {
  let { scope } = env;
  while (scope.isSplit && scope.around) scope = scope.around;
  const { around } = scope;
  if (!around) throw new ValueError("outer() refers to an outer query: use it in a subquery.");
  const found = field({ scope: around, used: null }, name);
  scope.external.push(found);
  const { alias: _, ...rest } = found;
  return rest;
}

function inner(value: unknown): Inner {
  if (value instanceof Inner) return value;
  throw new TypeError("subquery() takes a query.");
}

function arithmetic(env: Env, node: Expression): Sql {
  const [first, second] = node.args;
  const left = compileExpression(env, first);
  const right = compileExpression(env, second);
  const other = asOther(env, second, right, left);
  const one = asOther(env, first, left, other);
  const type = node.type ?? resultOf(node.name, one.type, other.type);
  return env.scope.dialect.arithmetic(node.name, one, other, type);
}

function caseWhen(env: Env, args: readonly unknown[], given: ColumnType | undefined): Sql {
  const parts: Sql[] = [];
  const results: Sql[] = [];
  for (let at = 0; at + 1 < args.length; at += 2) {
    const condition = conditionOf(env, args[at]);
    if (condition.constant === false) continue;
    const result = compileExpression(env, args[at + 1]);
    results.push(result);
    parts.push(wrap(" WHEN ", condition, ""), wrap(" THEN ", result, ""));
    if (condition.constant === true) break;
  }
  const fallback = compileExpression(env, args.at(-1));
  const type = given ?? typeOfAny([...results, fallback]);
  if (parts.length === 0) return { ...fallback, type };
  return concat(
    "",
    [wrap("CASE", concat("", parts, type), ""), wrap(" ELSE ", fallback, " END")],
    type,
  );
}

function conditionOf(env: Env, condition: unknown): Sql {
  if (condition instanceof Q)
    throw new TypeError("Conditions are slotted before they are compiled.");
  return { ...env.scope.compilation.condition(env.scope, condition, env.used), type: BOOLEAN };
}
