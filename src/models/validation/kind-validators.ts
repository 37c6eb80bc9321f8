import {
  decimalValidator,
  maxLengthValidator,
  maxValueValidator,
  minValueValidator,
  validateEmail,
  validateIpv46Address,
  validateIpv4Address,
  validateIpv6Address,
  validateSlug,
  validateUnicodeSlug,
  validateUrl,
  ValidationError,
  type Validator,
} from "../../validators/index.ts";
import type { FieldDeclaration, FieldKind } from "../fields/declaration.ts";

const LARGEST: { readonly [Kind in FieldKind]?: number } = {
  auto: 2_147_483_647,
  integer: 2_147_483_647,
  positiveInteger: 2_147_483_647,
  smallAuto: 32_767,
  smallInteger: 32_767,
  positiveSmallInteger: 32_767,
};

/** Largest 64-bit integer. */
const LARGEST_BIG = 9_223_372_036_854_775_807n;

const ADDRESSES = {
  both: validateIpv46Address,
  IPv4: validateIpv4Address,
  IPv6: validateIpv6Address,
} as const;

const TEXTS: { readonly [Kind in FieldKind]?: Validator<string> } = {
  email: validateEmail,
  slug: validateSlug,
  url: validateUrl,
};

/**
 * Returns the validators of a kind of field. The database limits the size of integers, as in Django: on SQLite it is 64
 * bits for all kinds.
 */
export function kindValidators(
  declaration: FieldDeclaration,
  vendor: "sqlite" | "postgresql",
): readonly Validator<never>[] {
  const { kind, maxLength, maxDigits = 0, decimalPlaces = 0, protocol = "both" } = declaration;
  // The storage limits the length.
  if (kind === "file" || kind === "image") return [];
  const largest = LARGEST[kind];
  const isBig = ["bigAuto", "bigInteger", "positiveBigInteger"].includes(kind);
  if (isBig || (largest !== undefined && vendor === "sqlite")) return [bigRange(kind)];
  if (largest !== undefined) {
    const smallest = kind.startsWith("positive") ? 0 : -largest - 1;
    return [minValueValidator(smallest), maxValueValidator(largest)];
  }
  if (kind === "genericIPAddress") return [ADDRESSES[protocol]];
  if (kind === "decimal") return [decimalValidator(maxDigits, decimalPlaces)];
  const own = kind === "slug" && declaration.allowUnicode ? validateUnicodeSlug : TEXTS[kind];
  const length = maxLength === undefined ? [] : [maxLengthValidator(maxLength)];
  return own ? [own, ...length] : length;
}

function bigRange(kind: string): Validator<number | bigint> {
  const smallest = kind.startsWith("positive") ? 0n : -LARGEST_BIG - 1n;
  return (value) => {
    const exact = BigInt(value);
    if (exact < smallest) throw outOfRange("min_value", "greater", smallest);
    if (exact > LARGEST_BIG) throw outOfRange("max_value", "less", LARGEST_BIG);
  };
}

function outOfRange(code: string, how: string, limit: bigint): ValidationError {
  const message = `Ensure this value is ${how} than or equal to %(limit_value)s.`;
  return new ValidationError(message, { code, params: { limit_value: limit } });
}
