import { ValidationError } from "./validation-error.ts";

/** Throws a ValidationError if a value is not allowed. */
export type Validator<in Value> = (value: Value) => void;

export interface ValidatorOptions {
  readonly message?: string;
  readonly code?: string;
}

export interface RegexOptions extends ValidatorOptions {
  /** Refuse values that match. Default false. */
  readonly inverseMatch?: boolean;
}

/**
 * Requires text in which a pattern is found; use `^` and `$` to match the whole text.
 *
 * @example
 * const code = fields.char(80, { validators: [regexValidator(/^[A-Z]{3}$/)] });
 */
export function regexValidator(
  pattern: RegExp,
  { message = "Enter a valid value.", code = "invalid", inverseMatch = false }: RegexOptions = {},
): Validator<string> {
  // Drop the flags g and y: they keep state between calls.
  const still = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return (value) => {
    if (still.test(value) === inverseMatch) {
      throw new ValidationError(message, { code, params: { value } });
    }
  };
}

/** Checks for letters, digits, underscores and hyphens. @throws {ValidationError} */
export const validateSlug = regexValidator(/^[-a-zA-Z0-9_]+$/, {
  message: "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
});

/** Checks for letters of any script, digits, underscores and hyphens. @throws {ValidationError} */
export const validateUnicodeSlug = regexValidator(/^[-\p{L}\p{N}_]+$/u, {
  message: "Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.",
});

/** Checks for a whole number in the digits of any script. @throws {ValidationError} */
export const validateInteger = regexValidator(/^-?\p{Nd}+$/u, {
  message: "Enter a valid integer.",
});

export interface IntegerListOptions extends ValidatorOptions {
  /** Text between two numbers. Default `","`. */
  readonly separator?: string;
  /** Allow a minus sign. Default false. */
  readonly allowNegative?: boolean;
}

/**
 * Requires one or more whole numbers with a separator, in the digits of any script.
 *
 * @example
 * intListValidator()("1,2,3");
 */
export function intListValidator({
  separator = ",",
  allowNegative = false,
  message,
  code,
}: IntegerListOptions = {}): Validator<string> {
  const number = allowNegative ? String.raw`-?\p{Nd}+` : String.raw`\p{Nd}+`;
  const between = separator.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return regexValidator(new RegExp(`^${number}(?:${between}${number})*$`, "u"), {
    ...(message === undefined ? {} : { message }),
    ...(code === undefined ? {} : { code }),
  });
}

/** Checks for whole numbers separated by commas. @throws {ValidationError} */
export const validateCommaSeparatedIntegerList = intListValidator({
  message: "Enter only digits separated by commas.",
});

/** Refuses NUL characters, which PostgreSQL cannot store. @throws {ValidationError} */
export const prohibitNullCharacters = regexValidator(/\0/, {
  message: "Null characters are not allowed.",
  code: "null_characters_not_allowed",
  inverseMatch: true,
});
