import { infoOf } from "../meta/registry.ts";
import { knownStateOf, stateOf, type ModelBase } from "./model-base.ts";

/** Remembers a related object that was loaded. */
export function cacheRelated(object: ModelBase, name: string, value: object | null): void {
  const state = stateOf(object);
  (state.related ??= new Map()).set(name, value);
  const field = infoOf(object.constructor).fields.get(name);
  if (!field?.target || !value) return;
  // The relation remains valid when the object gets its key.
  if (isNothing(Reflect.get(value, field.target.attribute)))
    (state.unsaved ??= new Set()).add(name);
  else state.unsaved?.delete(name);
}

/** Returns a single related object that was loaded or assigned. */
export function cachedRelated(object: ModelBase, name: string): object | null | undefined {
  const cached = knownStateOf(object)?.related?.get(name);
  if (!cached) return cached;
  const field = infoOf(object.constructor).fields.get(name);
  if (!field?.target) return cached;
  // Setting the column means another row.
  const [key, its] = [field.attribute, field.target.attribute].map((attribute, at): unknown =>
    Reflect.get(at === 0 ? object : cached, attribute),
  );
  if (key === its || (isNothing(key) && isNothing(its))) return cached;
  return isNothing(key) && knownStateOf(object)?.unsaved?.has(name) ? cached : undefined;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}
