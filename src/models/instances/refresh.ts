import { FieldDoesNotExist } from "../../query/index.ts";
import { aliasOf } from "../databases.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { querySetOf } from "../queries/query-set.ts";
import type { RefreshOptions } from "../types/model-object.ts";
import { knownStateOf, stateOf, type ModelBase } from "./model-base.ts";

const knownOptions = new Set(["fields", "using"]);

/** Reads an object's row anew. Django's `refresh_from_db`. */
export async function refreshObject(object: ModelBase, options: RefreshOptions): Promise<void> {
  const info = infoOf(object.constructor);
  const unknown = Object.keys(options).find((name) => !knownOptions.has(name));
  if (unknown !== undefined) {
    throw new TypeError(`${info.name}.refreshFromDb() has no option '${unknown}'.`);
  }
  const { using } = options;
  const names = options.fields ?? loadedNames(info, object);
  if (names?.length === 0) return;
  refuseUnknown(info, names);
  const rows = querySetOf(info.model)
    .using(using ?? aliasOf(object))
    .filter({ pk: object.pk } as never);
  const relations =
    names?.filter((name) => !info.fields.has(name) && !info.attributes.has(name)) ?? [];
  const columns = names?.filter((name) => !relations.includes(name));
  const read = await (
    columns && columns.length > 0 ? rows.only(...(columns as never[])) : rows
  ).get();
  const wanted = columns && new Set(columns);
  for (const field of info.fields.values()) {
    if (wanted && !wanted.has(field.name) && !wanted.has(field.attribute)) continue;
    if (!Object.hasOwn(read, field.attribute)) continue;
    Object.defineProperty(object, field.attribute, {
      value: Reflect.get(read, field.attribute),
      writable: true,
      enumerable: true,
      configurable: true,
    });
    knownStateOf(object)?.deferred?.delete(field.attribute);
    knownStateOf(object)?.related?.delete(field.name);
  }
  forget(object, options.fields, relations);
}

/** Of an object that was not read whole the fields that it has; those that were left out stay so. */
function loadedNames(info: ModelInfo, object: ModelBase): readonly string[] | undefined {
  if (!knownStateOf(object)?.deferred?.size) return undefined;
  const read = [...info.fields.values()].filter(({ attribute }) =>
    Object.hasOwn(object, attribute),
  );
  return read.map(({ name }) => name);
}

function refuseUnknown(info: ModelInfo, names: readonly string[] | undefined): void {
  const unknown = names?.find(
    (name) =>
      !info.fields.has(name) &&
      !info.attributes.has(name) &&
      !info.relations.has(name) &&
      !(name in info.model.prototype),
  );
  if (unknown === undefined) return;
  throw new FieldDoesNotExist(`${info.label} has no field '${unknown}'.`);
}

/** Lets go of related objects that were read before. */
function forget(
  object: ModelBase,
  names: readonly string[] | undefined,
  relations: readonly string[],
): void {
  const state = stateOf(object);
  if (!names) {
    state.related = undefined;
    state.prefetched = undefined;
  }
  for (const name of relations) {
    state.related?.delete(name);
    state.prefetched?.delete(name);
  }
}
