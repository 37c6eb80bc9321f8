import { ValueError } from "../../query/index.ts";
import { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { construct } from "../queries/construct.ts";
import type { QuerySet } from "../queries/query-set.ts";
import { judge } from "../writing/values.ts";

/** Rows of any model. */
export type AnySet = QuerySet<never, object>;

export type Data = Readonly<Record<string, unknown>>;

/** How to write related objects, as the last argument. */
export interface WriteOptions {
  /**
   * For the reverse of a foreign key: whether to update objects in one statement (`true`, the default) or save them one
   * by one.
   */
  readonly bulk?: boolean;
  /** For `set`: whether to remove everything first. Default false, which keeps unchanged rows. */
  readonly clear?: boolean;
  /** For a many-to-many relation: other values of the through rows, or functions that return them. */
  readonly throughDefaults?: Data;
}

/** Implements a related manager for one kind of relation. */
export interface Side {
  /** The related rows. */
  rows(): AnySet;
  /** Returns the related rows that meet the conditions, which apply to the relating row. */
  filtered(conditions: readonly unknown[]): AnySet;
  add(objects: readonly unknown[], options: WriteOptions): Promise<void>;
  remove(objects: readonly unknown[], options: WriteOptions): Promise<void>;
  clear(options: WriteOptions): Promise<void>;
  set(objects: readonly unknown[], options: WriteOptions): Promise<void>;
  create(data: Data, options: WriteOptions): Promise<object>;
  getOrCreate(where: Data, rest: readonly Data[], options: WriteOptions): Promise<Found>;
  updateOrCreate(where: Data, rest: readonly Data[], options: WriteOptions): Promise<Found>;
  bulkCreate(rows: readonly object[], options: object): Promise<object[]>;
}

export type Found = readonly [object: object, created: boolean];

/** Names of {@link WriteOptions}, to distinguish them from data. */
export const optionNames: ReadonlySet<string> = new Set(["bulk", "clear", "throughDefaults"]);

/** Removes options from the end of a list of objects and keys. */
export function withOptions(
  given: readonly unknown[],
): readonly [objects: readonly unknown[], options: WriteOptions] {
  const last = given.at(-1);
  return isOptions(last) ? [given.slice(0, -1), last] : [given, {}];
}

function isOptions(value: unknown): value is WriteOptions {
  if (typeof value !== "object" || value === null) return false;
  const names = Object.keys(value);
  return (
    Object.getPrototypeOf(value) === Object.prototype &&
    names.length > 0 &&
    names.every((name) => optionNames.has(name))
  );
}

/**
 * Returns the value by which others refer to an object.
 *
 * @throws {ValueError} If it has none, or no key, so that nothing can refer to it yet.
 */
export function valueIn(object: ModelBase, field: FieldInfo): unknown {
  const value: unknown = Reflect.get(object, field.attribute);
  const missing = [value, object.pk].some((each) => each === null || each === undefined);
  if (!missing) return value;
  throw new ValueError(
    `${object.constructor.name} needs a value for ${field.attribute} before this relationship can be used: save it first.`,
  );
}

/**
 * Rejects rows for bulkCreate() that belong to another object. As in Django, rows that belong to none stay so.
 *
 * @param columns The columns of this object's rows.
 * @throws {TypeError} If a row has other values.
 */
export function refuseForeign(rows: readonly object[], model: ModelInfo, columns: Data): void {
  for (const row of rows) {
    const object: object = row instanceof ModelBase ? row : construct(model, row);
    for (const [attribute, own] of Object.entries(columns)) {
      const value: unknown = Reflect.get(object, attribute);
      const field = model.attributes.get(attribute) ?? model.fields.get(attribute);
      if (value === null || value === undefined || !field) continue;
      if (judge(field, value) === own) continue;
      throw new TypeError(
        `bulkCreate(): ${field.label} of a row refers to another object than the one whose rows these are. Nothing was stored.`,
      );
    }
  }
}

/** @throws {TypeError} If it is not an object of the related model. */
export function requireObject(value: unknown, { model }: RelationInfo): asserts value is ModelBase {
  if (isObjectOf(value, model.concrete.model)) return;
  throw new TypeError(`An object of ${model.name} is expected.`);
}

export function isObjectOf(value: unknown, model: unknown): value is ModelBase {
  return typeof model === "function" && value instanceof model;
}
