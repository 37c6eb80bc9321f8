import { ObjectFile } from "../../files/index.ts";
import { fileExtensionValidator, ValidationError } from "../../validators/index.ts";
import { setDimensions } from "../instances/files.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { FieldInfo } from "../meta/field-info.ts";

/** Extensions of supported image formats. */
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
 * Checks that a new file is an image, by header and name, and sets the fields for its size.
 *
 * @throws {ValidationError} `invalid_image` or `invalid_extension`, with the messages of Django's forms.
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
