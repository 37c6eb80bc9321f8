import { ValidationError } from "./validation-error.ts";

/** Says whether a value is allowed by throwing a ValidationError if it is not. */
export type Validator<in Value> = (value: Value) => void;

export interface ValidatorOptions {
  readonly message?: string;
  readonly code?: string;
}

export interface RegexOptions extends ValidatorOptions {
  /** Refuse what matches. Default false. */
  readonly inverseMatch?: boolean;
}

/**
 * Text in which a pattern is found; write `^` and `$` for the whole of it.
 *
 * @example
 * const code = fields.char(80, { validators: [regexValidator(/^[A-Z]{3}$/)] });
 */
export function regexValidator(
  pattern: RegExp,
  { message = "Enter a valid value.", code = "invalid", inverseMatch = false }: RegexOptions = {},
): Validator<string> {
  // Without the state that a global pattern keeps between two texts.
  const still = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return (value) => {
    if (still.test(value) === inverseMatch) {
      throw new ValidationError(message, { code, params: { value } });
    }
  };
}

/** Letters, digits, underscores and hyphens. @throws {ValidationError} */
export const validateSlug = regexValidator(/^[-a-zA-Z0-9_]+$/, {
  message: "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
});

/** The same, with the letters of every script. @throws {ValidationError} */
export const validateUnicodeSlug = regexValidator(/^[-\p{L}\p{N}_]+$/u, {
  message: "Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.",
});

/** Text of a whole number, in the digits of any script. @throws {ValidationError} */
export const validateInteger = regexValidator(/^-?\p{Nd}+$/u, {
  message: "Enter a valid integer.",
});

export interface IntegerListOptions extends ValidatorOptions {
  /** What stands between two numbers. Default `","`. */
  readonly separator?: string;
  /** Whether a number may have a minus sign. Default false. */
  readonly allowNegative?: boolean;
}

/**
 * Text of whole numbers with a separator between them, in the digits of any script; at least one.
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

/** Text of whole numbers, separated by commas. @throws {ValidationError} */
export const validateCommaSeparatedIntegerList = intListValidator({
  message: "Enter only digits separated by commas.",
});

/** Text that PostgreSQL can store. @throws {ValidationError} */
export const prohibitNullCharacters = regexValidator(/\0/, {
  message: "Null characters are not allowed.",
  code: "null_characters_not_allowed",
  inverseMatch: true,
});
