import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { foreignKeysTo } from "../meta/relations.ts";

interface Found {
  readonly version: number;
  readonly fields: readonly FieldInfo[];
}

const known = new WeakMap<ModelInfo, Found>();

/**
 * The foreign keys and one-to-one relations of all models that point to a model or to those it extends,
 * whether this side has a name for them or not. Those that join a parent to its children count for the
 * parent alone.
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

/** The attributes that rows which point to a model's objects need of them. */
export function attributesPointedTo(info: ModelInfo): readonly string[] {
  const attributes = fieldsPointingTo(info).map(({ target }) => target?.attribute ?? "");
  return [...new Set([info.primaryKey.attribute, ...attributes])];
}
