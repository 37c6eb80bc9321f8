import { ObjectFile } from "../../files/index.ts";
import { fileExtensionValidator, ValidationError } from "../../validators/index.ts";
import { setDimensions } from "../instances/files.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** Endings of the images whose heads are understood. */
const validateExtension = fileExtensionValidator([
  "avif",
  "gif",
  "heic",
  "jpe",
  "jpeg",
  "jpg",
  "png",
  "webp",
]);

/**
 * Whether a new image is one, by its head and by its name. Fields that hold its size have it then.
 *
 * @throws {ValidationError} `invalid_image`, or `invalid_extension`; in the words of Django's forms.
 */
export async function checkImage(
  object: ModelBase,
  file: ObjectFile,
  field: FieldInfo,
): Promise<void> {
  const { declaration } = field;
  if (declaration.kind !== "image" || !file.waiting) return;
  validateExtension({ name: file.toString() });
  if (await file.dimensions()) return setDimensions(object, field, file.waiting);
  const usual =
    "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";
  const message = declaration.errorMessages?.["invalid_image"] ?? usual;
  throw new ValidationError(message, { code: "invalid_image" });
}
