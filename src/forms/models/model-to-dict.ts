import { getRelated, infoOf, type ManyToManyInfo, type ModelBase } from "../../models/index.ts";
import { setOwn } from "../forms/own.ts";
import { isEditable, modelFields, type FieldsForModelOptions } from "./fields-for-model.ts";
import type { ModelField } from "./formfield.ts";

export type DictOptions = Pick<FieldsForModelOptions, "fields" | "exclude">;

/**
 * The values of an object's fields as a form's `initial` takes them: of a foreign key the key, of a many-to-many relation
 * the objects, which are read.
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

/** The values that an object has itself. */
export function columnValues(object: ModelBase, options: DictOptions): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of wanted(object, options)) {
    if (!("attribute" in field)) continue;
    setOwn(values, field.name, Reflect.get(object, field.isFile ? field.name : field.attribute));
  }
  return values;
}

/** The many-to-many relations whose objects are to be read. */
export function relationsOf(object: ModelBase, options: DictOptions): readonly ManyToManyInfo[] {
  return wanted(object, options).filter((field) => !("attribute" in field)) as ManyToManyInfo[];
}

/** The objects of a many-to-many relation; an object without a row has none. */
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
