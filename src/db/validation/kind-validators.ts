import type { EntityProperty } from "@mikro-orm/core";
import {
  decimalValidator,
  maxLengthValidator,
  maxValueValidator,
  minValueValidator,
  validateEmail,
  validateSlug,
  validateUrl,
  type Validator,
} from "../../validators/index.ts";
import type { FieldKind } from "../field-options.ts";

const LARGEST = {
  integer: 2_147_483_647,
  smallInteger: 32_767,
  bigInteger: Number.MAX_SAFE_INTEGER,
  positiveInteger: 2_147_483_647,
  positiveSmallInteger: 32_767,
  positiveBigInteger: Number.MAX_SAFE_INTEGER,
} as const;

/** What the kind of a field asks of its values by itself. */
export function kindValidators(
  kind: FieldKind,
  { length, precision, scale }: Pick<EntityProperty, "length" | "precision" | "scale">,
): readonly Validator<never>[] {
  if (kind in LARGEST) return integerRange(kind);
  const texts: Validator<string>[] = [];
  if (kind === "email") texts.push(validateEmail);
  if (kind === "slug") texts.push(validateSlug);
  if (kind === "url") texts.push(validateUrl);
  if (["char", "email", "slug", "url"].includes(kind) && length !== undefined) {
    texts.push(maxLengthValidator(length));
  }
  if (kind === "decimal") texts.push(decimalValidator(precision ?? 0, scale ?? 0));
  return texts;
}

function integerRange(kind: string): readonly Validator<number>[] {
  const largest: number = Reflect.get(LARGEST, kind);
  const isSafe = largest === Number.MAX_SAFE_INTEGER;
  const smallest = kind.startsWith("positive") ? 0 : isSafe ? -largest : -largest - 1;
  return [minValueValidator(smallest), maxValueValidator(largest)];
}
