import { aliasOf } from "../databases.ts";
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
  const { fields: names, using } = options;
  if (names?.length === 0) return;
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
  forget(object, names, relations);
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
