import type { Validator, ValidatorOptions } from "./patterns.ts";
import { ValidationError } from "./validation-error.ts";

export interface StepOptions extends ValidatorOptions {
  /** First step. Default 0. */
  readonly offset?: number;
}

/** Tolerance for floating-point arithmetic. */
const TOLERANCE = 1e-9;

/**
 * Requires a number that is a whole number of steps from 0, or from an offset. Decimal text is read as a
 * number.
 *
 * @param step Must not be 0.
 *
 * @example
 * const minutes = fields.integer({ validators: [stepValueValidator(15)] });
 */
export function stepValueValidator(
  step: number,
  { offset, message = stepMessage(offset), code = "step_size" }: StepOptions = {},
): Validator<number | string> {
  return (value) => {
    const distance = Number(value) - (offset ?? 0);
    if (Math.abs(distance - Math.round(distance / step) * step) <= TOLERANCE) return;
    const start = offset ?? 0;
    const params = { limit_value: step, show_value: value, value, offset: start };
    throw new ValidationError(message, {
      code,
      params: { ...params, valid_value1: start + step, valid_value2: start + 2 * step },
    });
  };
}

function stepMessage(offset: number | undefined): string {
  const steps = "Ensure this value is a multiple of step size %(limit_value)s";
  return offset === undefined
    ? `${steps}.`
    : `${steps}, starting from %(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on.`;
}
