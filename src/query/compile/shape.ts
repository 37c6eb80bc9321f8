import { FieldDoesNotExist, FieldError } from "../errors.ts";
import type { FieldMeta, ModelMeta, RelationMeta } from "../meta.ts";
import { field } from "./expressions/expressions.ts";
import { joinSteps, stepsOf, withParents } from "./path.ts";
import type { Scope } from "./scope.ts";
import type { Sql } from "./sql.ts";

/** A column of the rows. */
export interface Shown {
  readonly name: string;
  readonly sql: Sql;
  /** The relations from the row to the object with this column; none for the model's own. */
  readonly path?: readonly string[];
}

interface Mask extends Map<string, Mask> {}

/** The columns of a query's rows: named values, or objects followed by annotations. */
export function shapeOf(scope: Scope): Shown[] {
  const notes = [...scope.notes].filter(([, note]) => note.shown);
  const annotations = notes.map(([name, { sql }]) => ({ name, sql }));
  if (scope.fields) {
    return scope.fields.map((name) => ({ name, sql: field({ scope, used: null }, name) }));
  }
  const columns: Shown[] = [];
  const mask = maskOf(scope);
  add(scope, columns, { path: [], meta: scope.meta, alias: scope.base, mask });
  columns.push(...annotations);
  if (scope.related) {
    follow(scope, columns, { path: [], meta: scope.meta, alias: scope.base, mask }, wanted(scope));
  }
  return columns;
}

interface Place {
  readonly path: readonly string[];
  readonly meta: ModelMeta;
  readonly alias: string;
  readonly mask: Mask | null;
}

function add(scope: Scope, columns: Shown[], place: Place): void {
  const { meta, mask, path } = place;
  const all = [...meta.fields.values()].filter((each) => each.column !== "");
  const fields = mask ? all.filter((each) => isLoaded(each, meta, mask)) : all;
  for (const each of fields) {
    const sql = scope.column(holder(scope, place.alias, meta, each), each);
    columns.push({ name: each.attribute, sql, path });
  }
}

function isLoaded(each: FieldMeta, meta: ModelMeta, mask: Mask): boolean {
  if (mask.size === 0 || mask.has(each.name)) return true;
  return each === meta.primaryKey || (meta.primaryKey.parts?.includes(each) ?? false);
}

/** The join whose table contains a field: a parent's for an inherited one. */
export function holder(scope: Scope, alias: string, meta: ModelMeta, each: FieldMeta): string {
  if (each.model.concrete === meta.concrete) return alias;
  for (const [parent, steps] of meta.parents) {
    if (parent.concrete !== each.model.concrete) continue;
    return steps.reduce((at, step) => scope.join(at, step, null), alias);
  }
  return alias;
}

interface Wanted extends Map<string, Wanted> {}

function wanted(scope: Scope): Wanted | "all" {
  return scope.related === "all" ? "all" : ((scope.related ?? new Map()) as Wanted);
}

const DEPTH = 5;

/** Adds the objects of `selectRelated`, after those that lead to them. */
function follow(scope: Scope, columns: Shown[], place: Place, names: Wanted | "all"): void {
  if (names === "all") {
    if (place.path.length >= DEPTH) return;
    for (const relation of place.meta.relations.values()) {
      if (!relation.field || relation.field.nullable || relation.many) continue;
      if (place.mask?.size && !place.mask.has(relation.name)) continue;
      descend(scope, columns, place, relation.name, relation, "all");
    }
    return;
  }
  for (const [name, deeper] of names) {
    const filtered = filteredAt(scope, place, name);
    const relation = filtered?.relation ?? place.meta.relations.get(name);
    // A filtered relation to many has a row for each.
    if (!relation || (relation.many && !filtered)) throw invalid(place.meta, name);
    if (place.mask?.size && relation.field && !place.mask.has(relation.field.name)) {
      throw new FieldError(
        `Field ${place.meta.name}.${name} cannot be both deferred and traversed using selectRelated at the same time.`,
      );
    }
    descend(scope, columns, place, name, relation, deeper);
  }
}

function filteredAt(scope: Scope, { path }: Place, name: string) {
  return path.length === 0 ? scope.filtered.get(name) : undefined;
}

function descend(
  scope: Scope,
  columns: Shown[],
  place: Place,
  name: string,
  relation: RelationMeta,
  deeper: Wanted | "all",
): void {
  const filtered = filteredAt(scope, place, name);
  const steps = filtered ? stepsOf(scope.meta, filtered.path) : withParents(place.meta, relation);
  const aliases = joinSteps(scope, place.alias, steps, null, filtered && name);
  const alias = aliases.at(-1) ?? place.alias;
  const mask = place.mask?.get(name) ?? null;
  const next: Place = {
    path: [...place.path, name],
    meta: relation.model,
    alias,
    mask: mask && mask.size > 0 ? mask : null,
  };
  add(scope, columns, next);
  follow(scope, columns, next, deeper);
}

function invalid(meta: ModelMeta, name: string): FieldError {
  const choices = [...meta.relations.values()]
    .filter((each) => !each.many)
    .map((each) => each.name);
  return new FieldError(
    `Invalid field name given in selectRelated(): "${name}". Choices are: ${choices.sort().join(", ") || "(none)"}.`,
  );
}

/** The fields to load, by name, with those of related objects nested; null for all. */
function maskOf(scope: Scope): Mask | null {
  const { loading } = scope;
  if (!loading || loading.names.size === 0) return null;
  const named: Mask = new Map();
  for (const name of loading.names) {
    let at = named;
    for (const part of name.split(".")) {
      const next = at.get(part) ?? new Map();
      at.set(part, next);
      at = next;
    }
  }
  return loading.mode === "only" ? onlyMask(scope.meta, named) : deferMask(scope.meta, named);
}

function onlyMask(meta: ModelMeta, named: Mask): Mask {
  const mask: Mask = new Map([[meta.primaryKey.name, new Map()]]);
  for (const [name, deeper] of named) {
    const [known, model] = resolve(meta, name);
    mask.set(known, deeper.size > 0 ? onlyMask(requireModel(model, deeper), deeper) : new Map());
  }
  return mask;
}

function deferMask(meta: ModelMeta, named: Mask): Mask {
  const mask: Mask = new Map([[meta.primaryKey.name, new Map()]]);
  const given = new Map([...named].map(([name, deeper]) => [resolve(meta, name)[0], deeper]));
  for (const each of meta.fields.values()) {
    const deeper = given.get(each.name);
    given.delete(each.name);
    if (deeper === undefined) mask.set(each.name, new Map());
    else if (deeper.size > 0) {
      mask.set(
        each.name,
        deferMask(requireModel(meta.relations.get(each.name)?.model, deeper), deeper),
      );
    }
  }
  for (const [name, deeper] of given) {
    const model = meta.relations.get(name)?.model;
    if (deeper.size > 0 && model) mask.set(name, deferMask(model, deeper));
  }
  return mask;
}

function requireModel(model: ModelMeta | undefined, deeper: Mask): ModelMeta {
  if (model) return model;
  throw new FieldError(
    `Cannot go on to "${[...deeper.keys()].join(", ")}" from a field that is not a relation.`,
  );
}

/** Resolves a field or relation by any of its names. */
function resolve(meta: ModelMeta, name: string): readonly [string, ModelMeta | undefined] {
  if (name === "pk") return [meta.primaryKey.name, meta.relations.get(meta.primaryKey.name)?.model];
  const known = meta.fields.get(name) ?? meta.attributes.get(name);
  if (known) return [known.name, meta.relations.get(known.name)?.model];
  const relation = meta.relations.get(name);
  if (relation) return [name, relation.model];
  throw new FieldDoesNotExist(`${meta.name} has no field named "${name}".`);
}
