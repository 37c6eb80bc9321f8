import { extname } from "node:path";
import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

/**
 * Checks that a file name ends in one of these extensions, in any case. This says nothing about the contents:
 * the sender chooses the name.
 *
 * @param allowedExtensions Without a dot: `["pdf", "txt"]`. An empty text allows names without an extension.
 *
 * @example
 * const upload = fields.file({ validators: [fileExtensionValidator(["pdf", "txt"])] });
 */
export function fileExtensionValidator(
  allowedExtensions: readonly string[],
  {
    message = "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.",
    code = "invalid_extension",
  }: ValidatorOptions = {},
): Validator<{ readonly name: string }> {
  const allowed = allowedExtensions.map((extension) => extension.toLowerCase());
  return (value) => {
    const extension = extname(value.name).slice(1).toLowerCase();
    if (allowed.includes(extension)) return;
    const params = { extension, allowed_extensions: allowed.join(", "), value };
    throw new ValidationError(message, { code, params });
  };
}
