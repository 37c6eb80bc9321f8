import { FieldDoesNotExist } from "../../query/index.ts";
import { aliasOf } from "../databases.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { querySetOf } from "../queries/query-set.ts";
import type { RefreshOptions } from "../types/model-object.ts";
import { fileProperty, holdFile } from "./files.ts";
import { knownStateOf, ModelBase, stateOf } from "./model-base.ts";

/** Reloads an object's row. Django's `refresh_from_db`. */
export async function refreshObject(object: ModelBase, options: RefreshOptions): Promise<void> {
  const info = infoOf(object.constructor);
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
  if (!(read instanceof ModelBase)) return;
  for (const field of info.fields.values()) {
    if (wanted && !wanted.has(field.name) && !wanted.has(field.attribute)) continue;
    if (!isHeld(read, field)) continue;
    takeOver(object, read, field);
    knownStateOf(object)?.deferred?.delete(field.attribute);
    knownStateOf(object)?.related?.delete(field.name);
  }
  forget(object, options.fields, relations);
}

/** Whether an object has a value for a field that was read. */
function isHeld(object: ModelBase, { attribute, isFile }: FieldInfo): boolean {
  return (
    Object.hasOwn(object, attribute) ||
    (isFile && !(knownStateOf(object)?.deferred?.has(attribute) ?? false))
  );
}

function takeOver(object: ModelBase, read: ModelBase, field: FieldInfo): void {
  const { attribute, isFile } = field;
  if (isFile) {
    if (!isHeld(object, field)) {
      Object.defineProperty(object, attribute, fileProperty(attribute));
    }
    holdFile(object, attribute, String(Reflect.get(read, attribute)));
    return;
  }
  Object.defineProperty(object, attribute, {
    value: Reflect.get(read, attribute),
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** Returns the fields that a partly loaded object has; deferred ones stay deferred. */
function loadedNames(info: ModelInfo, object: ModelBase): readonly string[] | undefined {
  if (!knownStateOf(object)?.deferred?.size) return undefined;
  const read = [...info.fields.values()].filter((field) => isHeld(object, field));
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

/** Forgets loaded related objects. */
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
