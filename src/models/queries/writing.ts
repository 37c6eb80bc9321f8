import { IntegrityError } from "../../connections/index.ts";
import { FieldError, Lookup, Q } from "../../query/index.ts";
import { aliasForWrite, connectionFor } from "../databases.ts";
import { unknownNames } from "../instances/initialise.ts";
import { ModelBase, stateOf } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { insertsAlone } from "../writing/row-shape.ts";
import { saveObject } from "../writing/save.ts";
import { aliasToWrite, updateRows } from "./changes.ts";
import { construct } from "./construct.ts";
import { find } from "./reading.ts";
import type { AnyQuerySet } from "./any.ts";
import { sourceOf, type Source } from "./source.ts";

export { bulkCreate, bulkUpdate } from "./bulk.ts";

export function update(source: Source, values: object): Promise<number> {
  return updateRows(source, values);
}

export async function create(source: Source, data: object): Promise<object> {
  const { info } = source;
  const object = construct(info, data);
  await saveObject(object, { forceInsert: true, using: aliasToWrite(source) });
  return object;
}

export async function getOrCreate(
  set: AnyQuerySet,
  where: object,
  rest: object,
): Promise<readonly [object, boolean]> {
  const source = sourceOf(set);
  const alias = aliasForWrite(source.info, source.instance);
  const rows = source.alias === undefined ? set.using(alias) : set;
  const found = await find(rows, [where]);
  return found ? [found, false] : createOrFind(rows, where, rest);
}

/** Creates the row, or finds it if somebody else has just created it. */
async function createOrFind(
  rows: AnyQuerySet,
  where: object,
  rest: object,
): Promise<readonly [object, boolean]> {
  const source = sourceOf(rows);
  const data = { ...plainValues(where), ...called(rest) };
  refuseUnknown(source.info, data);
  try {
    const connection = connectionFor(aliasToWrite(source));
    const isWhole = insertsAlone(source.info) && !connection.inAtomicBlock;
    const made = isWhole
      ? await create(source, data)
      : await connection.atomic(() => create(source, data));
    return [made, true];
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    const found = await find(rows, [where]);
    if (found) return [found, false];
    throw error;
  }
}

export function updateOrCreate(
  set: AnyQuerySet,
  where: object,
  changes: object,
  createOnly: object = changes,
): Promise<readonly [object, boolean]> {
  const source = sourceOf(set);
  const alias = aliasToWrite(source);
  const rows = set.using(alias);
  return connectionFor(alias).atomic(async () => {
    const [object, created] = await getOrCreate(rows.selectForUpdate(), where, createOnly);
    if (created) return [object, true];
    const values = called(changes);
    // Like Django, sets all given values on the object, but not properties of Object.prototype.
    for (const [name, value] of Object.entries(values)) {
      if (name in Object.prototype) refuseUnknown(source.info, values);
      Reflect.set(object, name, value);
    }
    await saveObject(object as ModelBase, {
      using: alias,
      ...written(source.info, Object.keys(values), object),
    });
    return [object, false];
  });
}

/** Returns the values to write: the given ones, and those that saving sets, as in Django. */
function written(info: ModelInfo, names: readonly string[], object: object): object {
  const known = new Set(names);
  const isColumn = names.every((name) => info.fields.has(name) || info.attributes.has(name));
  const { primaryKey } = info;
  if (!isColumn || known.has(primaryKey.name) || stateOf(object as ModelBase).adding) return {};
  const moments = [...info.fields.values()].filter(({ declaration }) => declaration.autoNow);
  return { updateFields: [...known, ...moments.map(({ name }) => name)] };
}

/** Returns the conditions that describe a new row. */
function plainValues(where: object): object {
  return Object.fromEntries(
    Object.entries(where).filter(
      ([, value]) => !(value instanceof Lookup) && !(value instanceof Q),
    ),
  );
}

/** @throws {FieldError} If an object of the model does not accept a name. */
function refuseUnknown(info: ModelInfo, values: object): void {
  const unknown = unknownNames(info, Object.keys(values));
  if (unknown.length === 0) return;
  throw new FieldError(`Invalid field name(s) for model ${info.name}: '${unknown.join("', '")}'.`);
}

/** Calls functions among the values, as Django calls callables. */
function called(values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === "function" ? Reflect.apply(value, undefined, []) : value,
    ]),
  );
}
