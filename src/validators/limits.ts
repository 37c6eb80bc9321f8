import { charactersOf } from "./characters.ts";
import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

/**
 * Refuses values below `limit`. If `limit` is a number, decimal text is compared as a number.
 *
 * @example
 * const votes = fields.integer({ validators: [minValueValidator(1)] });
 */
export function minValueValidator(limit: number, options?: ValidatorOptions): Validator<Numeric>;
export function minValueValidator(limit: Date, options?: ValidatorOptions): Validator<Date>;
export function minValueValidator(limit: string, options?: ValidatorOptions): Validator<string>;
export function minValueValidator(
  limit: Limit,
  {
    message = "Ensure this value is greater than or equal to %(limit_value)s.",
    code = "min_value",
  }: ValidatorOptions = {},
): Validator<Limit> {
  return limited(limit, message, code, (value) => value >= limit);
}

/**
 * Refuses values above `limit`. If `limit` is a number, decimal text is compared as a number.
 *
 * @example
 * const votes = fields.integer({ validators: [maxValueValidator(10)] });
 */
export function maxValueValidator(limit: number, options?: ValidatorOptions): Validator<Numeric>;
export function maxValueValidator(limit: Date, options?: ValidatorOptions): Validator<Date>;
export function maxValueValidator(limit: string, options?: ValidatorOptions): Validator<string>;
export function maxValueValidator(
  limit: Limit,
  {
    message = "Ensure this value is less than or equal to %(limit_value)s.",
    code = "max_value",
  }: ValidatorOptions = {},
): Validator<Limit> {
  return limited(limit, message, code, (value) => value <= limit);
}

type Numeric = number | string;
type Limit = number | Date | string;

/**
 * Requires at least this many characters.
 *
 * @example
 * const title = fields.char(80, { validators: [minLengthValidator(3)] });
 */
export function minLengthValidator(
  limit: number,
  { message, code = "min_length" }: ValidatorOptions = {},
): Validator<string> {
  return (value) => {
    const length = charactersOf(value);
    if (length >= limit) return;
    throw lengthError(message ?? lengthMessage("least", limit), code, { limit, value, length });
  };
}

/**
 * Allows at most this many characters.
 *
 * @example
 * const title = fields.char(80, { validators: [maxLengthValidator(80, { message: "Shorter, please." })] });
 */
export function maxLengthValidator(
  limit: number,
  { message, code = "max_length" }: ValidatorOptions = {},
): Validator<string> {
  return (value) => {
    const length = charactersOf(value);
    if (length <= limit) return;
    throw lengthError(message ?? lengthMessage("most", limit), code, { limit, value, length });
  };
}

function limited(
  limit: Limit,
  message: string,
  code: string,
  holds: (value: Limit) => boolean,
): Validator<Limit> {
  return (value) => {
    if (holds(typeof limit === "number" ? Number(value) : value)) return;
    const params = { limit_value: limit, show_value: value, value };
    throw new ValidationError(message, { code, params });
  };
}

function lengthMessage(side: "least" | "most", limit: number): string {
  const characters = limit === 1 ? "character" : "characters";
  return `Ensure this value has at ${side} %(limit_value)d ${characters} (it has %(show_value)d).`;
}

function lengthError(
  message: string,
  code: string,
  { limit, value, length }: { limit: number; value: string; length: number },
): ValidationError {
  const params = { limit_value: limit, show_value: length, value };
  return new ValidationError(message, { code, params });
}
