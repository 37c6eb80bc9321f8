import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import type { RelationInfo } from "../meta/relations.ts";
import { loadRelated } from "../queries/load-related.ts";
import { genericObject } from "../related/generic-object.ts";
import { relatedManager } from "../related/related-manager.ts";
import { fromRow, knownStateOf, ModelBase, stateOf } from "./model-base.ts";
import { notLoaded } from "./not-loaded.ts";
import { cachedRelated, cacheRelated } from "./related-cache.ts";
import { rowKey } from "./row-key.ts";

/** Returns what a relation refers to: the object, null, a query for it, or the manager of many. */
export function getRelated(object: ModelBase, name: string): unknown {
  const relation = relationNamed(object, name);
  if (!relation) return genericObject(object, name).get();
  if (relation.many) return relatedManager(object, relation);
  return relation.field ? forward(object, relation, relation.field) : reverse(object, relation);
}

/** Assigns a related object. */
export function setRelated(object: ModelBase, name: string, value: unknown): void {
  const relation = relationNamed(object, name);
  if (!relation) return genericObject(object, name).set(value);
  if (relation.many) {
    throw new TypeError(
      `Direct assignment to ${labelOf(object, name)} is not possible: use ${name}.set().`,
    );
  }
  if (relation.field) return setForward(object, relation, relation.field, value);
  setReverse(object, relation, value);
}

function relationNamed(object: ModelBase, name: string): RelationInfo | undefined {
  const { relations } = infoOf(object.constructor);
  const found = relations.get(name);
  if (found?.accessor === name) return found;
  return [...relations.values()].find(({ accessor }) => accessor === name);
}

function forward(object: ModelBase, relation: RelationInfo, field: FieldInfo): unknown {
  const cached = cachedRelated(object, relation.name);
  if (cached) return cached;
  const key: unknown = Reflect.get(object, field.attribute);
  if (isNothing(key)) return null;
  if (field.declaration.parentLink === true) {
    const parent = parentOf(object, relation.model);
    if (parent) {
      cacheRelated(object, relation.name, parent);
      return parent;
    }
  }
  return notLoaded({
    owner: object,
    label: labelOf(object, relation.name),
    name: relation.name,
    meta: relation.model,
    key: [field.target?.attribute ?? "pk", key],
    load: () => loadRelated(object, relation),
  });
}

/** Creates a child's parent object, as all its columns are loaded. */
function parentOf(object: ModelBase, { model, fields }: ModelInfo): ModelBase | undefined {
  const state = knownStateOf(object);
  const columns = [...fields.values()].filter(({ parts }) => !parts);
  if (state?.adding === true || columns.some(({ attribute }) => state?.deferred?.has(attribute))) {
    return undefined;
  }
  const parent = Reflect.construct(model, [fromRow]) as ModelBase;
  for (const { attribute } of columns)
    Reflect.set(parent, attribute, Reflect.get(object, attribute));
  if (state?.alias !== undefined) stateOf(parent).alias = state.alias;
  return parent;
}

function reverse(object: ModelBase, relation: RelationInfo): unknown {
  const cached = cachedRelated(object, relation.name);
  if (cached !== undefined) return cached;
  if (isNothing(object.pk)) return null;
  return notLoaded({
    owner: object,
    label: labelOf(object, relation.name),
    name: relation.name,
    meta: relation.model,
    load: () => loadRelated(object, relation),
  });
}

function setForward(
  object: ModelBase,
  relation: RelationInfo,
  field: FieldInfo,
  value: unknown,
): void {
  const related = relation.model;
  if (value instanceof ModelBase) {
    if (infoOf(value.constructor).concrete !== related.concrete && !isChild(value, related.model)) {
      throw new TypeError(
        `Cannot assign ${value.constructor.name} to ${labelOf(object, relation.name)}: it must be a ${related.name}.`,
      );
    }
    Reflect.set(
      object,
      field.attribute,
      Reflect.get(value, field.target?.attribute ?? "pk") ?? null,
    );
    cacheRelated(object, relation.name, value);
    // The reverse side of a one-to-one relation now refers to this object.
    if (field.declaration.kind === "oneToOne") cacheReverse(value, field, object);
    return;
  }
  const key = isNotLoaded(value) ? value[rowKey] : value;
  knownStateOf(object)?.related?.delete(relation.name);
  Reflect.set(object, field.attribute, key);
}

/** Lets the object on the reverse side of a one-to-one relation refer to this one; saving it stores that. */
function setReverse(object: ModelBase, relation: RelationInfo, value: unknown): void {
  const key = relation.foreignKey;
  if (!key) throw new TypeError(`${labelOf(object, relation.name)} cannot be assigned to.`);
  if (isNothing(value)) {
    const before = cachedRelated(object, relation.name);
    knownStateOf(object)?.related?.delete(relation.name);
    if (before instanceof ModelBase) setRelated(before, key.name, null);
    return;
  }
  if (
    !(value instanceof ModelBase) ||
    infoOf(value.constructor).concrete !== relation.model.concrete
  ) {
    throw new TypeError(
      `Cannot assign to ${labelOf(object, relation.name)}: the value must be a ${relation.model.name}.`,
    );
  }
  setRelated(value, key.name, object);
}

function cacheReverse(related: ModelBase, field: FieldInfo, object: ModelBase): void {
  for (const each of infoOf(related.constructor).relations.values()) {
    if (each.foreignKey === field) cacheRelated(related, each.name, object);
  }
}

function isChild(value: object, model: object): boolean {
  return typeof model === "function" && value instanceof model;
}

function isNotLoaded(value: unknown): value is { readonly [rowKey]: unknown } {
  return typeof value === "object" && value !== null && Reflect.get(value, rowKey) !== undefined;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function labelOf(object: ModelBase, name: string): string {
  return `${object.constructor.name}.${name}`;
}
