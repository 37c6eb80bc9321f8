import { compositeParts } from "./conditions/composite.ts";
import { NotSupportedError } from "../../connections/index.ts";
import { FieldError, ValueError } from "../errors.ts";
import { Expression } from "../nodes/expression.ts";
import type { Inner, Slotted } from "../slots.ts";
import type { Step } from "../steps.ts";
import { conditionsOf } from "./conditions/connect.ts";
import { filter } from "./conditions/conditions.ts";
import { field } from "./expressions/expressions.ts";
import { walk } from "./path.ts";
import { Scope, type Compilation } from "./scope.ts";

type Items = readonly (string | Expression | readonly [string, unknown])[];

/** Compiles a query's chain: each link becomes tables, conditions and columns. */
export function build(inner: Inner, compilation: Compilation, around?: Scope): Scope {
  let scope = new Scope(inner.meta, compilation, around);
  for (const step of inner.steps) scope = apply(scope, step, compilation, around);
  scope.low = inner.low;
  scope.high = inner.high;
  if (inner.high !== null && inner.high <= inner.low) scope.empty = true;
  return scope;
}

function apply(scope: Scope, step: Step, compilation: Compilation, around?: Scope): Scope {
  switch (step.do) {
    case "filter":
    case "exclude":
      filter(scope, step.conditions, step.do === "exclude");
      return scope;
    case "annotate":
    case "alias":
      for (const [name, node] of step.named) note(scope, name, node, step.do === "annotate");
      return scope;
    case "values":
      values(scope, step.items);
      return scope;
    case "orderBy":
      for (const item of step.items) checkOrder(scope, item);
      scope.order = step.items;
      return scope;
    case "union":
    case "intersection":
    case "difference":
      scope.low = step.own.low;
      scope.high = step.own.high;
      scope.empty ||= scope.high !== null && scope.high <= scope.low;
      return combine(scope, step.do, step.all, step.queries, around);
    case "and":
    case "or":
    case "xor":
      conditionsOf(scope, step.do, step.queries, compilation);
      return scope;
    default:
      set(scope, step);
      return scope;
  }
}

/** Applies links that only set an option. */
function set(scope: Scope, step: Step): void {
  switch (step.do) {
    case "reverse":
      scope.reversed = !scope.reversed;
      break;
    case "none":
      scope.empty = true;
      break;
    case "distinct":
      scope.distinct = true;
      scope.distinctOn = step.names;
      break;
    case "selectRelated":
      addRelated(scope, step.names);
      break;
    case "selectAllRelated":
      scope.related = "all";
      break;
    case "selectNoRelated":
      scope.related = null;
      break;
    case "only":
    case "defer":
      load(scope, step.do, step.names);
      break;
    case "deferNone":
      scope.loading = null;
      break;
    case "lock":
      scope.lock = step.lock;
      break;
    default:
  }
}

function note(scope: Scope, name: string, node: unknown, shown: boolean): void {
  if (node instanceof Expression && node.kind === "filteredRelation") {
    filteredRelation(scope, name, node);
    return;
  }
  const used = null;
  const sql = scope.compilation.expression({ scope, used }, node);
  scope.notes.set(name, { sql, shown });
  if (shown && scope.fields && !scope.fields.includes(name)) scope.fields = [...scope.fields, name];
  if (!sql.aggregate) return;
  // After values(), each aggregate groups by the values, whatever was grouped by before.
  if (scope.fields) {
    const columns = scope.fields.map((each) => field({ scope, used }, each));
    scope.group = columns.filter((each) => !each.aggregate);
  } else scope.group ??= "model";
}

function filteredRelation(scope: Scope, name: string, node: Expression): void {
  const path = node.name.split(".");
  let meta = scope.meta;
  let relation;
  for (const part of path) {
    relation = meta.relations.get(part);
    if (!relation) throw new FieldError(`${meta.name} has no relation "${part}".`);
    meta = relation.model;
  }
  if (!relation) throw new ValueError("filteredRelation() takes a relation's name.");
  scope.filtered.set(name, { path, relation, condition: node.args[0] as Slotted });
}

function values(scope: Scope, items: Items): void {
  const names: string[] = [];
  for (const item of items) {
    if (typeof item === "string") names.push(item);
    else if (item instanceof Expression) {
      const name =
        item.kind === "field" ? item.name : `${item.name.toLowerCase()}${names.length + 1}`;
      noteValue(scope, names, name, item);
    } else noteValue(scope, names, item[0], item[1]);
  }
  if (items.length === 0) {
    for (const each of scope.meta.fields.values()) if (each.column) names.push(each.attribute);
    for (const [name, each] of scope.notes) if (each.shown) names.push(name);
  }
  if (scope.combined) {
    scope.fields = names;
    return;
  }
  for (const name of names) {
    const known = scope.notes.get(name);
    if (known && !known.shown) {
      throw new FieldError(
        `Cannot select the alias "${name}": annotate() makes it part of the rows.`,
      );
    }
    if (!scope.notes.has(name.split(".")[0] ?? "")) walk(scope, name.split("."), null);
  }
  // Names not selected here can only be used in conditions and orders.
  for (const [name, { sql }] of scope.notes) {
    if (!names.includes(name)) scope.notes.set(name, { sql, shown: false });
  }
  scope.fields = names;
}

function noteValue(scope: Scope, names: string[], name: string, node: unknown): void {
  const sql = scope.compilation.expression({ scope, used: null }, node);
  scope.notes.set(name, { sql, shown: true });
  names.push(name);
  if (sql.aggregate && scope.group === null) {
    const before = scope.fields ?? names.slice(0, -1);
    scope.group =
      scope.fields || before.length > 0
        ? before.filter((each) => each !== name).map((each) => field({ scope, used: null }, each))
        : "model";
  }
}

/** An unknown name is an error of the query, whatever is done with it later. */
function checkOrder(scope: Scope, item: unknown): void {
  if (typeof item !== "string" || item === "?" || scope.combined) return;
  const name = item.replace(/^[-+]/, "");
  if (scope.notes.has(name.split(".")[0] ?? "") || compositeParts(scope, [name])) return;
  const trial = new Scope(scope.meta, { ...scope.compilation });
  for (const [each, filtered] of scope.filtered) trial.filtered.set(each, filtered);
  field({ scope: trial, used: null }, name);
}

function addRelated(scope: Scope, names: readonly string[]): void {
  type Tree = Map<string, Tree>;
  const tree: Tree = scope.related instanceof Map ? (scope.related as Tree) : new Map();
  for (const name of names) {
    let at = tree;
    for (const part of name.split(".")) {
      const next: Tree = at.get(part) ?? new Map();
      at.set(part, next);
      at = next;
    }
  }
  scope.related = tree;
}

/** Django's rules for combining `only` and `defer`. */
function load(scope: Scope, mode: "only" | "defer", names: readonly string[]): void {
  const before = scope.loading ?? { mode: "defer", names: new Set<string>() };
  const given = new Set(names);
  if (mode === "only") {
    const kept = before.mode === "defer" ? without(given, before.names) : given;
    scope.loading = { mode: "only", names: kept };
    return;
  }
  if (before.mode === "defer") {
    scope.loading = { mode: "defer", names: new Set([...given, ...before.names]) };
    return;
  }
  const kept = without(before.names, given);
  if (kept.size > 0) scope.loading = { mode: "only", names: kept };
  else {
    const rest = without(given, before.names);
    scope.loading = rest.size > 0 ? { mode: "defer", names: rest } : null;
  }
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> {
  return new Set([...names].filter((each) => !others.has(each)));
}

function combine(
  scope: Scope,
  kind: string,
  all: boolean,
  queries: readonly Inner[],
  around?: Scope,
): Scope {
  const { compilation } = scope;
  const parts = [scope, ...queries.map((each) => build(each, compilation, around))];
  if (scope.dialect.vendor === "sqlite" && all && kind !== "union") {
    throw new NotSupportedError("Only union() knows `all`.");
  }
  const outer = new Scope(scope.meta, compilation, around);
  outer.combined = { kind, all, parts };
  outer.fields = scope.fields;
  outer.empty = isEmptyCombination(outer);
  // As in Django, a reversed query stays reversed, whatever order is set for the combination.
  outer.reversed = scope.reversed;
  return outer;
}

function isEmptyCombination(scope: Scope): boolean {
  const { combined } = scope;
  if (!combined) return false;
  const dead = combined.parts.map((each) => each.isDead);
  if (combined.kind === "union") return dead.every(Boolean);
  return combined.kind === "intersection" ? dead.some(Boolean) : (dead[0] ?? true);
}
