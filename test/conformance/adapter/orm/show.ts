import {
  getRelated,
  infoOf,
  ModelBase,
  QuerySet,
  sourceOf,
  stateOf,
} from "../../../../src/models/index.ts";
import {
  prepare,
  type ColumnType,
  type ModelMeta,
  type PlanColumn,
} from "../../../../src/query/index.ts";
import { connectionFor } from "../../../../src/models/index.ts";
import type { Json } from "../../runner/compare.ts";
import { encode } from "./encode.ts";
import { camel, snake } from "./spec.ts";
import type { Asked } from "./world.ts";

/** A row as an answer has it. */
export async function shownRow(
  asked: Asked,
  row: unknown,
  show: readonly string[] | undefined,
): Promise<Json> {
  if (row instanceof ModelBase) return show ? shown(row, show, asked) : textOf(row);
  const columns = columnsOf(asked);
  const types = columns.map(({ type }) => type);
  if (asked.shape === "dates" || asked.shape === "flat") return encode(row, types[0]);
  const values = Array.isArray(row) ? (row as unknown[]) : Object.values(Object(row));
  if (asked.shape === "list") return values.map((value, at) => encode(value, types[at]));
  // What was annotated later has its own name.
  const names = columns.map(({ name }, at) => asked.names[at] ?? snake(name));
  return Object.fromEntries(names.map((name, at) => [name, encode(values[at], types[at])]));
}

/** An object's text, of a column that is read now if it was left out. */
async function textOf(object: ModelBase): Promise<string> {
  await readUnread(object, String(Reflect.get(object.constructor, "label")));
  return String(object);
}

function columnsOf({ set }: Asked): readonly PlanColumn[] {
  const { query } = sourceOf(set as never);
  return prepare(query, "rows", connectionFor().vendor).plan.columns;
}

/** Paths of an object: `publisher.name`, `tags.@labels`. An error in one stands in its place. */
export async function shown(
  object: unknown,
  paths: readonly string[],
  asked?: Asked,
): Promise<Json> {
  const found: Record<string, Json> = {};
  for (const path of paths) {
    try {
      found[path] = await follow(object, path.split("."), asked);
    } catch (error) {
      found[path] = { raises: error instanceof Error ? error.name : "Error" };
    }
  }
  return found;
}

async function follow(
  start: unknown,
  names: readonly string[],
  asked: Asked | undefined,
): Promise<Json> {
  let at: unknown = start;
  let type: ColumnType | undefined;
  for (const name of names) {
    if (at === null || at === undefined) return null;
    if (name.startsWith("@")) return special(at, name);
    const owner = at;
    await readUnread(owner, camel(name));
    type =
      typeOf(owner, name) ??
      (owner === start && asked ? annotationType(asked, camel(name)) : undefined);
    const next = member(owner, name);
    if (next === undefined) throw missing(name);
    at = next instanceof QuerySet ? next : await Promise.resolve(next);
    if (at === null && isReverseOne(owner, name)) throw noRelated();
  }
  return at instanceof ModelBase ? textOf(at) : encode(at, type);
}

/** A column that `only` or `defer` left out is read when it is asked for, as Django does by itself. */
async function readUnread(owner: unknown, name: string): Promise<void> {
  if (!(owner instanceof ModelBase)) return;
  const info = infoOf(owner.constructor);
  const field = info.attributes.get(name) ?? info.fields.get(name);
  if (!field || !stateOf(owner).deferred?.has(field.attribute)) return;
  const refresh = Reflect.get(owner, "refreshFromDb") as (options: object) => Promise<unknown>;
  await Reflect.apply(refresh, owner, [{ fields: [field.name] }]);
}

/** What an object has under a name, its class's relations among it that it declares no name for. */
function member(owner: object, name: string): unknown {
  if (!name.endsWith("()")) {
    if (camel(name) in owner || !(owner instanceof ModelBase))
      return Reflect.get(owner, camel(name));
    const isRelation = [...infoOf(owner.constructor).relations.values()].some(
      ({ accessor }) => accessor === camel(name),
    );
    return isRelation ? getRelated(owner, camel(name)) : undefined;
  }
  const attribute: unknown = Reflect.get(owner, Symbol.for("mkweb.templateAttribute"));
  return Reflect.apply(attribute as () => unknown, owner, [name.slice(0, -2)]);
}

async function special(at: unknown, name: string): Promise<Json> {
  const object = at as ModelBase;
  switch (name) {
    case "@pk":
      return encode(object.pk, infoOf(object.constructor).primaryKey.type);
    case "@type":
      return object.constructor.name;
    case "@adding":
      return stateOf(object).adding;
    case "@deferred":
      return [...(stateOf(object).deferred ?? [])].map(snake).sort();
    case "@count":
      return (at as { count(): Promise<number> }).count();
    case "@labels":
      return (await listOf(at)).map(String).sort(byCodePoint);
    case "@list":
      return (await listOf(at)).map(String);
    default:
      throw missing(name);
  }
}

async function listOf(at: unknown): Promise<readonly unknown[]> {
  if (Array.isArray(at)) return at;
  return (at as { all(): PromiseLike<unknown[]> }).all();
}

function byCodePoint(a: string, b: string): number {
  const [first, second] = [a, b].map((text) =>
    Array.from(text, (each) => each.codePointAt(0) ?? 0),
  );
  for (const [at, code] of (first ?? []).entries()) {
    const other = second?.[at];
    if (other === undefined) return 1;
    if (code !== other) return code - other;
  }
  return (first?.length ?? 0) - (second?.length ?? 0);
}

function typeOf(owner: object, name: string): ColumnType | undefined {
  if (!(owner instanceof ModelBase)) return undefined;
  const info = infoOf(owner.constructor);
  const field =
    name === "pk"
      ? info.primaryKey
      : (info.fields.get(camel(name)) ?? info.attributes.get(camel(name)));
  return field?.type;
}

function annotationType(asked: Asked, name: string): ColumnType | undefined {
  if (!(asked.set instanceof QuerySet)) return undefined;
  return columnsOf(asked).find((each) => each.name === name)?.type;
}

/** Django raises where a reverse one-to-one relation leads nowhere; ours is null. */
function isReverseOne(owner: object, name: string): boolean {
  if (!(owner instanceof ModelBase)) return false;
  const relation = (infoOf(owner.constructor) as ModelMeta).relations.get(camel(name));
  return relation !== undefined && !relation.many && relation.field === undefined;
}

function missing(name: string): Error {
  return Object.assign(new Error(`There is no ${name}.`), { name: "AttributeError" });
}

function noRelated(): Error {
  return Object.assign(new Error("There is no related object."), { name: "DoesNotExist" });
}
