import { DatabaseError } from "../../connections/index.ts";
import { aliasForWrite, aliasOf, connectionFor } from "../databases.ts";
import { postSave, preSave } from "../signals.ts";
import { cachedRelated } from "../instances/related-cache.ts";
import { databaseDefault } from "../instances/database-default.ts";
import { defaultOf } from "../instances/initialise.ts";
import { knownStateOf, stateOf, type ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import type { SaveOptions } from "../types/model-object.ts";
import { takeGenericKeys } from "./generic-keys.ts";
import { insertLeaving, insertOf, isKeyOf, updatable, updateOf } from "./row-shape.ts";
import { rowExists, UpdateStatement } from "./update-statement.ts";
import { storeFiles } from "./store-files.ts";
import { writtenValue } from "./values.ts";

/** How to write, derived from the options. */
interface Plan {
  readonly alias: string;
  readonly forceInsert: boolean;
  readonly forceUpdate: boolean;
  readonly names: ReadonlySet<string> | undefined;
  readonly raw: boolean;
}

/**
 * Saves an object: Django's `save()`. With a key, tries an UPDATE first, and an INSERT if the row does not exist.
 */
export async function saveObject(
  object: ModelBase,
  options: SaveOptions & { readonly raw?: boolean } = {},
): Promise<void> {
  const info = infoOf(object.constructor);
  if (!options.raw) takeKeys(object, info);
  const plan = planOf(object, info, options);
  const taking = options.raw ? undefined : takeGenericKeys(object, info, plan.alias);
  if (taking) await taking;
  if (plan.names?.size === 0) return;
  const event = {
    instance: object,
    using: plan.alias,
    raw: plan.raw,
    updateFields: options.updateFields,
  };
  if (preSave.hasListeners(info.model)) await preSave.send(info.model, event);
  if (!plan.raw && info.fileFields.length > 0) await storeFiles(object, info, plan.names);
  const created = await write(object, info, plan);
  const state = stateOf(object);
  state.adding = false;
  state.alias = plan.alias;
  if (postSave.hasListeners(info.model)) await postSave.send(info.model, { ...event, created });
}

async function write(object: ModelBase, info: ModelInfo, plan: Plan): Promise<boolean> {
  const { concrete } = info;
  if (!concrete.parent) return writeTable(object, concrete, plan);
  return connectionFor(plan.alias).atomic(
    async () => {
      const inserted = !plan.raw && (await writeParents(object, concrete, plan));
      return writeTable(object, concrete, { ...plan, forceInsert: plan.forceInsert || inserted });
    },
    { savepoint: false },
  );
}

/** Writes the rows in the tables of parent models. @returns Whether one was inserted. */
async function writeParents(object: ModelBase, info: ModelInfo, plan: Plan): Promise<boolean> {
  const parent = info.parent?.concrete;
  if (!parent) return false;
  const link = info.primaryKey;
  const key = parent.primaryKey.attribute;
  if (isNothing(Reflect.get(object, key)) && !isNothing(Reflect.get(object, link.attribute))) {
    Reflect.set(object, key, Reflect.get(object, link.attribute));
  }
  const above = await writeParents(object, parent, plan);
  const inserted = await writeTable(object, parent, { ...plan, forceInsert: above });
  Reflect.set(object, link.attribute, Reflect.get(object, key));
  return inserted;
}

/** Writes the row in one table. @returns Whether it was inserted. */
async function writeTable(object: ModelBase, info: ModelInfo, plan: Plan): Promise<boolean> {
  const { forceUpdate, names } = plan;
  const isKeyed = giveKey(object, info);
  if (!isKeyed && (forceUpdate || names)) {
    throw new TypeError("Cannot force an update in save() with no primary key.");
  }
  const forceInsert = plan.forceInsert || (!plan.raw && hasDefaultKey(object, info));
  if (isKeyed && !forceInsert) {
    if (await update(object, info, plan)) return false;
    if (forceUpdate) throw new DatabaseError("Forced update did not affect any rows.");
    if (names) throw new DatabaseError("Save with updateFields did not affect any rows.");
  }
  await insert(object, info, plan, isKeyed);
  return true;
}

async function update(
  object: ModelBase,
  info: ModelInfo,
  { alias, names, raw }: Plan,
): Promise<boolean> {
  const statement = names ? updateNamed(info, names) : updateOf(info);
  const { fields } = statement;
  const values = fields.map((field) => writtenValue(object, field, raw ? "none" : "autoNow"));
  const connection = connectionFor(alias);
  if (values.length > 0) return statement.run(connection, object, values);
  return names !== undefined || rowExists(info, connection, object);
}

function updateNamed(info: ModelInfo, names: ReadonlySet<string>): UpdateStatement {
  const fields = updatable(info).filter(
    ({ name, attribute }) => names.has(name) || names.has(attribute),
  );
  return new UpdateStatement(info, fields);
}

async function insert(
  object: ModelBase,
  info: ModelInfo,
  { alias, raw }: Plan,
  isKeyed: boolean,
): Promise<void> {
  const whole = insertOf(info, isKeyed);
  const row = whole.fields.map((field) => writtenValue(object, field, raw ? "none" : "autoNowAdd"));
  const leaves = row.includes(databaseDefault);
  const statement = leaves ? insertLeaving(whole, row) : whole;
  const given = leaves ? row.filter((value) => value !== databaseDefault) : row;
  const answer = await statement.one(connectionFor(alias), given);
  statement.returning.forEach((field, at) => Reflect.set(object, field.attribute, answer[at]));
}

/** Sets the key to its default. @returns Whether the object has a key. */
function giveKey(object: ModelBase, info: ModelInfo): boolean {
  const { primaryKey } = info;
  if (primaryKey.parts) {
    return primaryKey.parts.every(({ attribute }) => !isNothing(Reflect.get(object, attribute)));
  }
  if (isNothing(Reflect.get(object, primaryKey.attribute))) {
    Reflect.set(object, primaryKey.attribute, defaultOf(primaryKey));
  }
  const key: unknown = Reflect.get(object, primaryKey.attribute);
  return !isNothing(key) && key !== databaseDefault;
}

/** A new object with a key from its default has no row yet, so an UPDATE would be useless. */
function hasDefaultKey(object: ModelBase, { primaryKey }: ModelInfo): boolean {
  const { declaration } = primaryKey;
  const isGiven = declaration.default !== undefined || declaration.dbDefault !== undefined;
  return isGiven && stateOf(object).adding;
}

/** Copies keys of related objects that were saved after they were assigned. */
function takeKeys(object: ModelBase, info: ModelInfo): void {
  if (!knownStateOf(object)?.related) return;
  for (const field of info.fields.values()) {
    const related = field.target && cachedRelated(object, field.name);
    if (!related || !field.target) continue;
    const key: unknown = Reflect.get(related, field.target.attribute);
    if (isNothing(key)) {
      throw new TypeError(
        `save() prohibited to prevent data loss due to unsaved related object '${field.name}'.`,
      );
    }
    if (isNothing(Reflect.get(object, field.attribute))) Reflect.set(object, field.attribute, key);
  }
}

function planOf(
  object: ModelBase,
  info: ModelInfo,
  options: SaveOptions & { readonly raw?: boolean },
): Plan {
  const { forceInsert = false, forceUpdate = false, updateFields, using, raw = false } = options;
  if (forceInsert && (forceUpdate || updateFields)) {
    throw new TypeError("Cannot force both insert and updating in model saving.");
  }
  const alias = using ?? aliasForWrite(info, object);
  const names = updateFields ? named(info, updateFields) : loadedNames(object, info, forceInsert);
  // Columns that were not loaded stay unchanged.
  const isOtherDatabase = alias !== aliasOf(object);
  return {
    alias,
    forceInsert,
    forceUpdate,
    raw,
    names: updateFields || !isOtherDatabase ? names : undefined,
  };
}

function loadedNames(
  object: ModelBase,
  info: ModelInfo,
  forceInsert: boolean,
): ReadonlySet<string> | undefined {
  const deferred = knownStateOf(object)?.deferred;
  if (!deferred || deferred.size === 0 || forceInsert) return undefined;
  const loaded = [...info.fields.values()].filter(({ attribute }) => !deferred.has(attribute));
  return new Set(loaded.map(({ name }) => name));
}

function named(info: ModelInfo, names: readonly string[]): ReadonlySet<string> {
  const wrong = names.filter((name) => {
    const field = info.fields.get(name) ?? info.attributes.get(name);
    return !field || field.generated || isKeyOf(info, field);
  });
  if (wrong.length === 0) return new Set(names);
  throw new TypeError(
    `The following fields do not exist in ${info.label}, are m2m fields, primary keys, or are non-concrete fields: ${wrong.join(", ")}`,
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}
