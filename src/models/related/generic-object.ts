import { aliasForRead, aliasOf } from "../databases.ts";
import { ModelBase } from "../instances/model-base.ts";
import { notLoaded } from "../instances/not-loaded.ts";
import { genericKeyOf, type GenericKey } from "../meta/generic.ts";
import { infoOf } from "../meta/registry.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { baseQuerySet } from "../queries/base.ts";
import { contentTypeKey, contentTypeModel } from "./content-types.ts";

/** The object of a generic foreign key, with its columns at that time to notice changes. */
interface Cached {
  readonly object: ModelBase | null;
  /** `undefined` until the content type of an assigned object is looked up. */
  contentType: unknown;
  readonly objectId: unknown;
}

const assigned = new WeakMap<ModelBase, Map<string, Cached>>();

/** Getter and setter of a generic foreign key. */
export function genericObject(object: ModelBase, name: string) {
  return {
    get: (): unknown => getGeneric(object, name),
    set: (value: unknown): void => setGeneric(object, name, value),
  };
}

/** Returns what a generic foreign key refers to: the object, null, or a query for it. */
export function getGeneric(object: ModelBase, name: string): unknown {
  const key = keyNamed(object, name);
  const cached = assigned.get(object)?.get(name);
  const [contentType, objectId] = valuesOf(object, key);
  if (cached && isSame(cached, contentType, objectId)) return cached.object;
  if (contentType === null || objectId === null) return null;
  return notLoaded({
    owner: object,
    label: `${object.constructor.name}.${name}`,
    name,
    meta: infoOf(object.constructor),
    load: () => loadGeneric(object, name),
  });
}

/** Assigns the object of a generic foreign key. The content type's key is looked up when it is saved. */
function setGeneric(object: ModelBase, name: string, value: unknown): void {
  const { contentType, objectId } = keyNamed(object, name);
  if (value !== null && value !== undefined && !(value instanceof ModelBase)) {
    throw new TypeError(`${object.constructor.name}.${name} takes an object of a model, or null.`);
  }
  const key: unknown = value?.pk ?? null;
  Reflect.set(object, contentType.attribute, null);
  Reflect.set(object, objectId.attribute, key);
  cacheGeneric(object, name, {
    object: value ?? null,
    contentType: value ? undefined : null,
    objectId: key,
  });
}

/** Remembers a loaded object of a generic foreign key. */
export function cacheGenericObject(object: ModelBase, name: string, value: ModelBase | null): void {
  const [contentType, objectId] = valuesOf(object, keyNamed(object, name));
  cacheGeneric(object, name, { object: value, contentType, objectId });
}

/** Whether a generic foreign key was loaded or assigned. */
export function isGenericCached(object: ModelBase, name: string): boolean {
  const cached = assigned.get(object)?.get(name);
  return cached !== undefined && isSame(cached, ...valuesOf(object, keyNamed(object, name)));
}

/** Before saving: returns the columns of assigned generic foreign keys, if any. */
export function takeGenericKeys(
  object: ModelBase,
  info: ModelInfo,
  alias: string,
): Promise<void> | undefined {
  const known = assigned.get(object);
  return known && takeKeys(object, info, alias, known);
}

async function takeKeys(
  object: ModelBase,
  info: ModelInfo,
  alias: string,
  known: ReadonlyMap<string, Cached>,
): Promise<void> {
  for (const [name, cached] of known) {
    const { object: value } = cached;
    if (!value) continue;
    const { contentType, objectId } = keyNamed(object, name);
    const [typeNow, keyNow] = valuesOf(object, { contentType, objectId });
    // The columns were set since.
    if (keyNow !== cached.objectId || typeNow !== (cached.contentType ?? null)) continue;
    const key = value.pk;
    if (key === null || key === undefined) {
      throw new TypeError(
        `save() prohibited to prevent data loss due to unsaved related object '${name}' of ${info.name}.`,
      );
    }
    Reflect.set(
      object,
      contentType.attribute,
      await contentTypeKey(infoOf(value.constructor), alias),
    );
    Reflect.set(object, objectId.attribute, objectId.type.prepare(key));
    cacheGenericObject(object, name, value);
  }
}

async function loadGeneric(object: ModelBase, name: string): Promise<ModelBase | null> {
  const info = infoOf(object.constructor);
  const [contentType, objectId] = valuesOf(object, keyNamed(object, name));
  const model = await contentTypeModel(info, contentType, aliasOf(object));
  const rows = model && baseQuerySet(model, aliasForRead(model, object)).filter({ pk: objectId });
  const found = ((await rows?.first()) ?? null) as ModelBase | null;
  cacheGenericObject(object, name, found);
  return found;
}

function keyNamed(object: ModelBase, name: string): GenericKey {
  const info = infoOf(object.constructor);
  for (let at: ModelInfo | undefined = info; at; at = at.parent) {
    const declaration = at.declaration.fields[name]?.declaration;
    if (declaration?.kind === "genericForeignKey") return genericKeyOf(info, declaration);
  }
  throw new TypeError(`${object.constructor.name} has no relation '${name}'.`);
}

function valuesOf(
  object: ModelBase,
  { contentType, objectId }: GenericKey,
): readonly [unknown, unknown] {
  const value = (name: string): unknown => (Reflect.get(object, name) as unknown) ?? null;
  return [value(contentType.attribute), value(objectId.attribute)];
}

function isSame(cached: Cached, contentType: unknown, objectId: unknown): boolean {
  return cached.objectId === objectId && (cached.contentType ?? null) === contentType;
}

function cacheGeneric(object: ModelBase, name: string, cached: Cached): void {
  const known = assigned.get(object) ?? new Map<string, Cached>();
  assigned.set(object, known.set(name, cached));
}
