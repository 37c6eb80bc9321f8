import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { foreignKeysTo } from "../meta/relations.ts";

interface Found {
  readonly version: number;
  readonly fields: readonly FieldInfo[];
}

const known = new WeakMap<ModelInfo, Found>();

/**
 * Returns the foreign keys and one-to-one relations of all models that refer to a model or its parents, whether they
 * have a reverse name or not. Links from children to a parent count for the parent only.
 */
export function fieldsPointingTo(info: ModelInfo): readonly FieldInfo[] {
  const { version } = info.registry;
  const found = known.get(info);
  if (found?.version === version) return found.fields;
  const { parent } = info.concrete;
  const inherited = parent ? fieldsPointingTo(parent) : [];
  const fields = [
    ...inherited.filter(({ declaration }) => declaration.parentLink !== true),
    ...foreignKeysTo(info.concrete),
  ];
  known.set(info, { version: info.registry.version, fields });
  return fields;
}

/** Returns the attributes of a model's objects that other rows refer to. */
export function attributesPointedTo(info: ModelInfo): readonly string[] {
  const attributes = fieldsPointingTo(info).map(({ target }) => target?.attribute ?? "");
  return [...new Set([info.primaryKey.attribute, ...attributes])];
}
