import type { CheckMessage } from "../../conf/index.ts";
import type { FieldDeclaration } from "../fields/declaration.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { error } from "./message.ts";

/** Checks restrictions of file fields, and the fields for an image's size. */
export function checkFile(
  info: ModelInfo,
  name: string,
  { kind, primary, uploadTo, widthField, heightField }: FieldDeclaration,
): readonly CheckMessage[] {
  if (kind !== "file" && kind !== "image") return [];
  const object = `${info.label}.${name}`;
  const words = kind === "file" ? "FileField" : "ImageField";
  const found: CheckMessage[] = [];
  if (primary === true) {
    const message = `'primary_key' is not a valid argument for a ${words}.`;
    found.push(error(object, "fields.E201", message, "Remove .primary() from the field."));
  }
  if (typeof uploadTo === "string" && uploadTo.startsWith("/")) {
    const message = `${words}'s 'upload_to' argument must be a relative path, not an absolute path.`;
    found.push(error(object, "fields.E202", message, "Remove the leading slash."));
  }
  for (const size of [widthField, heightField]) {
    if (size === undefined || info.fields.has(size)) continue;
    const message = `The size of the image is stored in '${size}', which ${info.label} lacks.`;
    const hint = `Declare it: ${size}: fields.integer().nullable().`;
    found.push(error(object, "mkweb.E005", message, hint));
  }
  return found;
}
