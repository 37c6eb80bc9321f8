import { FieldError } from "../errors.ts";
import type { FieldMeta, ModelMeta, RelationMeta, Step } from "../meta.ts";
import type { Scope } from "./scope.ts";
import type { Sql } from "./sql.ts";

/** The target of a path of names. */
export interface Walked {
  readonly column: Sql;
  /** The joins needed on the way. */
  readonly aliases: readonly string[];
  /** All joins on the way, including those that were not needed. */
  readonly passed: readonly string[];
  /** Names after the column: parts of its value. */
  readonly rest: readonly string[];
  readonly target: FieldMeta;
}

/** A path to many rows where that is not allowed: its steps up to the first such relation. */
export interface Many {
  readonly steps: readonly Step[];
  /** The names before the relation to many. */
  readonly before: readonly string[];
}

interface Place {
  meta: ModelMeta;
  alias: string;
  target: FieldMeta | undefined;
  /** The related model, if the path ended with a relation. */
  related: { readonly model: ModelMeta; readonly field: FieldMeta } | undefined;
  readonly path: Step[];
  readonly aliases: string[];
}

/** Follows a path and adds the needed joins; reuses any join of the scope. */
export function walk(
  scope: Scope,
  names: readonly string[],
  reuse: ReadonlySet<string> | null,
): Walked {
  const found = walkOrSplit(scope, names, reuse, true);
  if ("steps" in found) throw new Error("A walk that allows many rows never splits.");
  return found;
}

export function walkOrSplit(
  scope: Scope,
  names: readonly string[],
  reuse: ReadonlySet<string> | null,
  allowMany: boolean,
): Walked | Many {
  const place: Place = {
    meta: scope.meta,
    alias: scope.base,
    target: undefined,
    related: undefined,
    path: [],
    aliases: [scope.base],
  };
  let at = 0;
  while (at < names.length) {
    const name = names[at] ?? "";
    const filtered = at === 0 ? scope.filtered.get(name) : undefined;
    const relation = filtered?.relation ?? relationNamed(place.meta, name);
    if (!relation) {
      toField(scope, place, name, reuse);
      at += 1;
      break;
    }
    const steps = filtered ? stepsOf(scope.meta, filtered.path) : withParents(place.meta, relation);
    const split = allowMany ? -1 : steps.findIndex((each) => each.many);
    if (split >= 0) {
      return {
        steps: [...place.path, ...steps.slice(0, split + 1)],
        before: names.slice(0, at),
      };
    }
    follow(scope, place, relation, steps, reuse, filtered ? name : undefined);
    at += 1;
    const next = names[at];
    if (next === undefined || !knows(place.meta, next)) break;
  }
  return trimmed(scope, place, names.slice(at));
}

function relationNamed(meta: ModelMeta, name: string): RelationMeta | undefined {
  if (name === "pk") return meta.relations.get(meta.primaryKey.name);
  return meta.relations.get(name);
}

/** A relation's steps; for an inherited one, first those to the parent's table. */
export function withParents(meta: ModelMeta, relation: RelationMeta): readonly Step[] {
  const first = relation.steps[0];
  if (!first || first.from.concrete === meta.concrete) return relation.steps;
  return [...parentSteps(meta, first.from), ...relation.steps];
}

function parentSteps(meta: ModelMeta, parent: ModelMeta): readonly Step[] {
  for (const [each, steps] of meta.parents) if (each.concrete === parent.concrete) return steps;
  return [];
}

/** The steps of a path of relations. */
export function stepsOf(meta: ModelMeta, path: readonly string[]): readonly Step[] {
  const steps: Step[] = [];
  let at = meta;
  for (const name of path) {
    const relation = relationNamed(at, name);
    if (!relation) throw unknown(at, name);
    steps.push(...withParents(at, relation));
    at = relation.model;
  }
  return steps;
}

function follow(
  scope: Scope,
  place: Place,
  relation: RelationMeta,
  steps: readonly Step[],
  reuse: ReadonlySet<string> | null,
  filtered: string | undefined,
): void {
  const aliases = joinSteps(scope, place.alias, steps, reuse, filtered);
  place.alias = aliases.at(-1) ?? place.alias;
  place.path.push(...steps);
  place.aliases.push(...aliases);
  const last = steps.at(-1);
  place.meta = relation.model;
  place.target = relation.field && last?.direct ? last.on[0]?.[1] : relation.model.primaryKey;
  place.related = { model: relation.model, field: place.target ?? relation.model.primaryKey };
}

/**
 * Joins a relation's steps; the last join of a filtered one has its condition.
 *
 * @returns The alias of each join.
 */
export function joinSteps(
  scope: Scope,
  from: string,
  steps: readonly Step[],
  reuse: ReadonlySet<string> | null,
  filtered: string | undefined,
): readonly string[] {
  let alias = from;
  return steps.map((step, at) => {
    const name = at === steps.length - 1 ? filtered : undefined;
    const known = scope.joins.size;
    alias = scope.join(alias, step, reuse, name);
    if (name !== undefined && scope.joins.size > known) {
      scope.joinNamed(alias).condition = scope.compilation.filtered(scope, name, alias);
    }
    return alias;
  });
}

function toField(
  scope: Scope,
  place: Place,
  name: string,
  reuse: ReadonlySet<string> | null,
): void {
  const { meta } = place;
  const field =
    name === "pk" ? meta.primaryKey : (meta.fields.get(name) ?? meta.attributes.get(name));
  if (!field) throw unknown(meta, name);
  if (field.model.concrete !== meta.concrete) {
    for (const step of parentSteps(meta, field.model)) {
      place.alias = scope.join(place.alias, step, reuse);
      place.path.push(step);
      place.aliases.push(place.alias);
    }
  }
  place.target = field;
  const relation = meta.relations.get(field.name);
  place.related =
    field.target && relation ? { model: relation.model, field: field.target } : undefined;
}

/** Drops steps at the end that only lead to a key in the previous table. */
function trimmed(scope: Scope, place: Place, rest: readonly string[]): Walked {
  let { alias } = place;
  const passed = place.aliases.slice(1);
  let target = place.target ?? place.meta.primaryKey;
  for (let at = place.path.length - 1; at >= 0; at -= 1) {
    const step = place.path[at];
    const pair = step?.on[0];
    const join = scope.joinNamed(alias);
    if (!step?.direct || !pair || step.on.length !== 1 || join.filtered) break;
    if (pair[1].column !== target.column || pair[1].model.concrete !== target.model.concrete) break;
    join.references -= 1;
    place.aliases.pop();
    alias = place.aliases.at(-1) ?? scope.base;
    target = pair[0];
  }
  const column = scope.column(alias, target);
  return {
    column: place.related ? { ...column, target: place.related } : column,
    aliases: place.aliases.slice(1),
    passed,
    rest,
    target,
  };
}

function knows(meta: ModelMeta, name: string): boolean {
  return (
    name === "pk" || meta.fields.has(name) || meta.attributes.has(name) || meta.relations.has(name)
  );
}

function unknown(meta: ModelMeta, name: string): FieldError {
  const choices = new Set([
    ...meta.fields.keys(),
    ...meta.attributes.keys(),
    ...meta.relations.keys(),
  ]);
  return new FieldError(
    `${meta.name} has no field "${name}". Choices are: ${[...choices].sort().join(", ")}.`,
  );
}
