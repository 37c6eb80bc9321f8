import { Case, Expression, isIn, When, Value, cast, FieldDoesNotExist } from "../../query/index.ts";
import { connectionFor } from "../databases.ts";
import { ModelBase, stateOf } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { defaultOf } from "../instances/initialise.ts";
import { insertMany, type Conflict } from "../writing/insert-many.ts";
import { insertOf } from "../writing/row-shape.ts";
import { storeFiles } from "../writing/store-files.ts";
import { writtenValue } from "../writing/values.ts";
import { construct } from "./construct.ts";
import { aliasToWrite } from "./changes.ts";
import type { AnyQuerySet } from "./any.ts";
import { sourceOf, type Source } from "./source.ts";

interface BulkOptions {
  readonly batchSize?: number;
  readonly ignoreConflicts?: boolean;
  readonly updateConflicts?: boolean;
  readonly updateFields?: readonly PropertyKey[];
  readonly uniqueFields?: readonly PropertyKey[];
}

/** Inserts many rows with few statements. Django's `bulk_create`. */
export async function bulkCreate(
  source: Source,
  rows: readonly object[],
  options: BulkOptions,
): Promise<readonly object[]> {
  const { info } = source;
  requireBatch(options.batchSize);
  if (!Array.isArray(rows)) throw new TypeError("bulkCreate() takes a list of objects.");
  if (info.parent && !info.proxy) {
    throw new TypeError("Can't bulk create a multi-table inherited model.");
  }
  const conflict = conflictOf(info, options);
  const objects = rows.map((row) => toObject(info, row));
  if (objects.length === 0) return objects;
  const alias = aliasToWrite(source);
  const { keyed, others } = byKey(info, objects);
  await connectionFor(alias).atomic(
    async () => {
      for (const [some, isKeyed] of [
        [keyed, true],
        [others, false],
      ] as const) {
        if (some.length > 0) await insertSome(info, alias, some, isKeyed, conflict, options);
      }
    },
    { savepoint: false },
  );
  return objects;
}

/** Separates objects with a key, which may come from a default, from those whose key the database numbers. */
function byKey(
  { primaryKey }: ModelInfo,
  objects: readonly ModelBase[],
): { readonly keyed: readonly ModelBase[]; readonly others: readonly ModelBase[] } {
  if (primaryKey.parts) return { keyed: objects, others: [] };
  const { attribute, auto } = primaryKey;
  const keyed: ModelBase[] = [];
  const others: ModelBase[] = [];
  for (const object of objects) {
    const known = object as unknown as Record<string, unknown>;
    if (isNothing(known[attribute])) known[attribute] = defaultOf(primaryKey);
    (auto && isNothing(known[attribute]) ? others : keyed).push(object);
  }
  return { keyed, others };
}

async function insertSome(
  info: ModelInfo,
  alias: string,
  objects: readonly ModelBase[],
  isKeyed: boolean,
  conflict: Conflict | undefined,
  { batchSize }: BulkOptions,
): Promise<void> {
  const { fields, returning: answered } = insertOf(info, isKeyed);
  if (info.fileFields.length > 0) {
    for (const object of objects) await storeFiles(object, info);
  }
  const rows = objects.map((object) =>
    fields.map((field) => writtenValue(object, field, "autoNowAdd")),
  );
  const returning =
    conflict?.kind === "ignore"
      ? []
      : info.ownFields.filter(
          (field) => answered.includes(field) || field.declaration.dbDefault !== undefined,
        );
  const answers = await insertMany({ info, alias, fields, returning, conflict, batchSize }, rows);
  const attributes = returning.map(({ attribute }) => attribute);
  // A plain loop, as it runs for many rows.
  for (let at = 0; at < objects.length; at += 1) {
    noteStored(objects[at] as ModelBase, alias, attributes, answers[at] ?? []);
  }
}

/** Stores what the database returned for an object's row. */
function noteStored(
  object: ModelBase,
  alias: string,
  attributes: readonly string[],
  answer: readonly unknown[],
): void {
  const values = object as unknown as Record<string, unknown>;
  for (let at = 0; at < attributes.length; at += 1) values[attributes[at] as string] = answer[at];
  const state = stateOf(object);
  state.adding = false;
  state.alias = alias;
}

function toObject(info: ModelInfo, row: object): ModelBase {
  if (!(row instanceof ModelBase)) return construct(info, row);
  if (infoOf(row.constructor).concrete === info.concrete) return row;
  throw new TypeError(`bulkCreate(): expected objects of ${info.label}.`);
}

function conflictOf(info: ModelInfo, options: BulkOptions): Conflict | undefined {
  const { ignoreConflicts, updateConflicts, updateFields = [], uniqueFields = [] } = options;
  if (ignoreConflicts && updateConflicts) {
    throw new TypeError("ignoreConflicts and updateConflicts are mutually exclusive.");
  }
  if (ignoreConflicts) return { kind: "ignore" };
  if (!updateConflicts) return undefined;
  if (updateFields.length === 0) {
    throw new TypeError(
      "Fields that will be updated when a row insertion fails on conflicts must be provided.",
    );
  }
  if (uniqueFields.length === 0) {
    throw new TypeError("Unique fields that can trigger the upsert must be provided.");
  }
  const update = updateFields.map((name) => fieldNamed(info, String(name)));
  if (update.some((field) => field === info.primaryKey)) {
    throw new TypeError("bulkCreate() cannot be used with primary keys in updateFields.");
  }
  return {
    kind: "update",
    update,
    unique: uniqueFields.map((name) => fieldNamed(info, String(name))),
  };
}

/** Updates some fields of many objects with few statements. Django's `bulk_update`. */
export async function bulkUpdate(
  set: AnyQuerySet,
  objects: readonly unknown[],
  names: readonly string[],
  { batchSize }: { readonly batchSize?: number },
): Promise<number> {
  const source = sourceOf(set);
  const { info } = source;
  requireBatch(batchSize);
  if (names.length === 0) throw new TypeError("Field names must be given to bulkUpdate().");
  const fields = names.map((name) => fieldNamed(info, name));
  if (fields.some((field) => field === info.primaryKey)) {
    throw new TypeError("bulkUpdate() cannot be used with primary key fields.");
  }
  const rows = objects.map((object) => savedObject(info, object));
  if (rows.length === 0) return 0;
  const alias = aliasToWrite(source);
  // A statement of SQLite accepts 32,766 values: per object and field the key and the value, and once more the key.
  const size = Math.min(
    batchSize ?? Infinity,
    Math.max(1, Math.floor(30_000 / (2 * fields.length + 1))),
  );
  return connectionFor(alias).atomic(
    async () => {
      let count = 0;
      for (let at = 0; at < rows.length; at += size) {
        count += await updateSome(set.using(alias), fields, rows.slice(at, at + size));
      }
      return count;
    },
    { savepoint: false },
  );
}

async function updateSome(
  set: AnyQuerySet,
  fields: readonly FieldInfo[],
  objects: readonly ModelBase[],
): Promise<number> {
  const names = new Set(fields.map(({ name }) => name));
  for (const object of objects) await storeFiles(object, infoOf(object.constructor), names);
  const values = Object.fromEntries(
    fields.map((field) => {
      const branches = objects.map((object) => {
        const value = writtenValue(object, field, "autoNow");
        const known = value === null ? cast(Value(null), field.type) : Value(value, field.type);
        const result = value instanceof Expression ? value : known;
        return When({ pk: object.pk }, result);
      });
      return [field.name, Case(branches, { type: field.type })];
    }),
  );
  const keys = objects.map((object) => object.pk);
  return set.filter({ pk: isIn(keys) }).update(values);
}

function savedObject(info: ModelInfo, object: unknown): ModelBase {
  if (!(object instanceof ModelBase) || infoOf(object.constructor).concrete !== info.concrete) {
    throw new TypeError(`bulkUpdate(): expected objects of ${info.label}.`);
  }
  if (isNothing(object.pk))
    throw new TypeError("All bulkUpdate() objects must have a primary key set.");
  return object;
}

function fieldNamed(info: ModelInfo, name: string): FieldInfo {
  const field =
    name === "pk" ? info.primaryKey : (info.fields.get(name) ?? info.attributes.get(name));
  if (field && !field.generated) return field;
  if (info.relations.has(name)) {
    throw new TypeError(`bulkUpdate(): ${info.label}.${name} is a relation to other rows.`);
  }
  throw new FieldDoesNotExist(`${info.label} has no column '${name}'.`);
}

function requireBatch(size: number | undefined): void {
  if (size === undefined || (Number.isInteger(size) && size > 0)) return;
  throw new RangeError("Batch size must be a positive integer.");
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}
