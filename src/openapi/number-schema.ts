import { DecimalField, FloatField, IntegerField, type Field, type Limit } from "../forms/index.ts";
import type { Schema } from "./schema.ts";

/** The schema of a number field; `undefined` for other fields. */
export function numberSchema(field: Field): Schema | undefined {
  if (field instanceof IntegerField) {
    return { type: "integer", ...(field.bigint && { format: "int64" }), ...limitsOf(field) };
  }
  if (field instanceof FloatField) return { type: "number", ...limitsOf(field) };
  // Text where a number would not be exact.
  if (field instanceof DecimalField) return { type: ["number", "string"], ...limitsOf(field) };
  return undefined;
}

type Limited = Pick<IntegerField, "minValue" | "maxValue" | "stepSize">;

function limitsOf({ minValue, maxValue, stepSize }: Limited): Schema {
  const [minimum, maximum, step] = [numberOf(minValue), numberOf(maxValue), numberOf(stepSize)];
  // Steps count from the minimum, which `multipleOf` can only express if the minimum is itself a step.
  const isMultiple = step !== undefined && (minValue === undefined || minimum === 0);
  return {
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(isMultiple && { multipleOf: step }),
  };
}

/** The current limit as a number; `undefined` if JavaScript has no exact number for it. */
function numberOf(limit: Limit | undefined): number | undefined {
  const now = typeof limit === "function" ? limit() : limit;
  if (now === undefined) return undefined;
  const number = Number(now);
  const isExact = !Number.isInteger(number) || Number.isSafeInteger(number);
  return Number.isFinite(number) && isExact ? number : undefined;
}
