import { getRelated, infoOf, type ManyToManyInfo, type ModelBase } from "../../models/index.ts";
import { setOwn } from "../forms/own.ts";
import { isEditable, modelFields, type FieldsForModelOptions } from "./fields-for-model.ts";
import type { ModelField } from "./formfield.ts";

export type DictOptions = Pick<FieldsForModelOptions, "fields" | "exclude">;

/**
 * Returns an object's values for a form's `initial`: for a foreign key its key, for a many-to-many relation the objects,
 * which are loaded.
 *
 * @example
 * const initial = await modelToDict(question, { fields: ["questionText"] });
 */
export async function modelToDict(
  instance: object,
  options: DictOptions = {},
): Promise<Record<string, unknown>> {
  const object = instance as ModelBase;
  const values = columnValues(object, options);
  for (const relation of relationsOf(object, options)) {
    setOwn(values, relation.name, await relatedObjects(object, relation));
  }
  return values;
}

/** Returns the values of an object's columns. */
export function columnValues(object: ModelBase, options: DictOptions): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of wanted(object, options)) {
    if (!("attribute" in field)) continue;
    setOwn(values, field.name, Reflect.get(object, field.isFile ? field.name : field.attribute));
  }
  return values;
}

/** Returns the many-to-many relations to load. */
export function relationsOf(object: ModelBase, options: DictOptions): readonly ManyToManyInfo[] {
  return wanted(object, options).filter((field) => !("attribute" in field)) as ManyToManyInfo[];
}

/** Loads the objects of a many-to-many relation; an unsaved object has none. */
export async function relatedObjects(
  object: ModelBase,
  { name }: ManyToManyInfo,
): Promise<readonly object[]> {
  if (object.pk === null || object.pk === undefined) return [];
  return (await getRelated(object, name)) as readonly object[];
}

function wanted(object: ModelBase, { fields, exclude = [] }: DictOptions): readonly ModelField[] {
  const names = fields === "__all__" ? undefined : fields;
  return modelFields(infoOf(object.constructor)).filter(
    (field) =>
      isEditable(field) &&
      (names?.includes(field.name) ?? true) &&
      !exclude.includes(field.name) &&
      field.declaration.kind !== "compositePrimaryKey" &&
      field.declaration.kind !== "generated",
  );
}
