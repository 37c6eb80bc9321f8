import { ObjectFile } from "../../files/index.ts";
import { FieldError } from "../../query/index.ts";
import { setDimensions } from "../instances/files.ts";
import { knownStateOf, type ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";

/**
 * Stores files that were assigned to an object, before its row is written.
 *
 * @param names Only these fields. Default: all.
 * @throws {FieldError} If a file has no name.
 */
export async function storeFiles(
  object: ModelBase,
  info: ModelInfo,
  names?: ReadonlySet<string>,
): Promise<void> {
  for (const field of info.fileFields) {
    if (names && !names.has(field.name)) continue;
    const file: unknown = Reflect.get(object, field.name);
    if (!(file instanceof ObjectFile)) continue;
    if (file.waiting) await store(file, field, file.waiting);
    else await measure(object, field, file);
  }
}

async function store(
  file: ObjectFile,
  { name }: FieldInfo,
  content: NonNullable<ObjectFile["waiting"]>,
): Promise<void> {
  if (file.name === null || file.name === "") {
    throw new FieldError(`File for ${name} must have the name attribute specified to be saved.`);
  }
  await file.save(file.name, content, { save: false });
}

/** Another name was assigned, so the image may have another size. */
async function measure(object: ModelBase, field: FieldInfo, file: ObjectFile): Promise<void> {
  const state = knownStateOf(object);
  if (!state?.changedFiles?.delete(field.name)) return;
  const { widthField, heightField } = field.declaration;
  const sizes = [widthField, heightField].filter((name) => name !== undefined);
  const isGiven = sizes.every((name) => Boolean(Reflect.get(object, name)));
  if (sizes.length === 0 || (state.adding && isGiven && file.isSet)) return;
  await setDimensions(object, field, file.isSet ? await file.open() : undefined);
}
