import { FieldError, ValueError } from "./errors.ts";
import type { ModelMeta } from "./meta.ts";
import { Expression } from "./nodes/expression.ts";
import { Lookup } from "./nodes/lookup.ts";
import { isPlainObject, Q, type Where } from "./nodes/q.ts";
import type { Query } from "./query.ts";

/** The method by which an object such as a query set provides its query. */
export const queryOf: unique symbol = Symbol.for("mkweb.query");

/** The query behind a value, if there is one. */
export function asQuery(value: unknown): Query | undefined {
  if (typeof value !== "object" || value === null || !(queryOf in value)) return undefined;
  return value[queryOf] as Query;
}

/** The structure of a query as text, and its values in the order of the structure. */
export class Key {
  text = "";
  readonly values: unknown[] = [];
}

/** Where a condition's names are looked up: a model, with the query's filtered relations. */
export type Names = Pick<ModelMeta, "name" | "relations">;

/** Starts with the length, so that no name can imitate structure. */
export const coded = (name: string): string => `${name.length}:${name}`;

/**
 * Writes a value inside an expression or a lookup. `v` is any single value, converted by its field when it is
 * bound; `a` a list of any length, bound as one value; `e` a list of only nulls; the rest is structure.
 */
export function keyValue(value: unknown, key: Key, meta: Names): void {
  if (value === null) key.text += "n";
  else if (typeof value === "boolean") key.text += value ? "t" : "f";
  else if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
    key.text += "v";
    key.values.push(value);
  } else if (typeof value === "object") keyObject(value, key, meta);
  else
    throw new ValueError(
      `A query cannot contain a value of type ${typeof value}${value === undefined ? "; use null or leave the name out" : ""}.`,
    );
}

function keyObject(value: object, key: Key, meta: Names): void {
  if (value instanceof Expression || value instanceof Lookup) {
    key.text += value.head;
    if (value instanceof Lookup && value.name === "json") keyJson(value.args[0], key, meta);
    else for (const each of value.args) keyValue(each, key, meta);
  } else if (value instanceof Q) keyCondition(value, key, meta);
  else if (Array.isArray(value)) keyList(value, key, meta);
  else {
    const query = asQuery(value);
    if (query) query.addTo(key);
    else {
      key.text += "v";
      key.values.push(value);
    }
  }
}

function keyList(list: readonly unknown[], key: Key, meta: Names): void {
  if (list.some(isStructure)) {
    key.text += `(${list.length}`;
    for (const each of list) keyValue(each, key, meta);
    return;
  }
  key.text += list.every((each) => each === null) ? "e" : "a";
  key.values.push(list);
}

/** Whether a list item is more than a value to bind. */
export function isStructure(value: unknown): boolean {
  return value instanceof Expression || value instanceof Q || asQuery(value) !== undefined;
}

/** Writes a condition of `filter`: its names are looked up in the model, to tell a relation's object from a value. */
export function keyCondition(condition: unknown, key: Key, meta: Names): void {
  if (condition instanceof Q) {
    key.text += condition.head;
    for (const each of condition.conditions) keyCondition(each, key, meta);
  } else if (condition instanceof Expression) keyValue(condition, key, meta);
  else keyWhere(condition as Where, key, meta);
}

function keyWhere(where: Where, key: Key, meta: Names): void {
  key.text += "{";
  for (const name in where) {
    if (!Object.hasOwn(where, name)) continue;
    key.text += coded(name);
    const value = where[name];
    const nested = nestedModel(value, name, meta);
    if (nested) keyNested(value, name, key, nested);
    else keyValue(value, key, meta);
  }
  key.text += "}";
}

/** @throws {ValueError} An empty object: it would match every row, which is hardly intended. */
function keyNested(value: unknown, name: string, key: Key, meta: Names): void {
  if (isPlainObject(value) && Object.keys(value).length === 0) {
    throw new ValueError(`"${name}": an empty object is not a condition on ${meta.name}.`);
  }
  keyCondition(value, key, meta);
}

/** The model of a nested object of conditions; `undefined` if it is a value. */
export function nestedModel(value: unknown, name: string, meta: Names): Names | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!(value instanceof Q) && !isPlainObject(value)) return undefined;
  const relation = meta.relations.get(name);
  if (relation) return relation.model;
  if (value instanceof Q) throw new FieldError(`${meta.name} has no relation "${name}".`);
  return undefined;
}

/** Writes conditions inside JSON: names are structure, and their values are values or lookups. */
function keyJson(where: unknown, key: Key, meta: Names): void {
  if (!isPlainObject(where)) return keyValue(where, key, meta);
  key.text += "{";
  for (const name of Object.keys(where)) {
    key.text += coded(name);
    keyJson(where[name], key, meta);
  }
  key.text += "}";
}
