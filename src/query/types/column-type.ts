import type { ColumnKind, ColumnType } from "../meta.ts";
import { arrayType } from "./array.ts";
import { binaryType, booleanType, jsonType, uuidType } from "./plain.ts";
import { dateType, datetimeType, durationType, timeType } from "./moments.ts";
import { decimalType, floatType, integerType } from "./numbers.ts";
import { addressType, textType } from "./texts.ts";
import { UNCHANGED } from "./unchanged.ts";

/** Further properties of a column type. */
export interface ColumnOptions {
  readonly maxLength?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
  readonly element?: ColumnType;
}

const makers: Readonly<
  Record<ColumnKind, (kind: ColumnKind, options: ColumnOptions) => ColumnType>
> = {
  array: (_, { element }) => arrayType(element ?? columnType("text")),
  bigInteger: integerType,
  binary: binaryType,
  boolean: booleanType,
  char: textType,
  composite: compositeType,
  date: dateType,
  datetime: datetimeType,
  decimal: decimalType,
  duration: durationType,
  float: floatType,
  genericIPAddress: addressType,
  integer: integerType,
  json: jsonType,
  positiveBigInteger: integerType,
  positiveInteger: integerType,
  positiveSmallInteger: integerType,
  smallInteger: integerType,
  text: textType,
  time: timeType,
  uuid: uuidType,
};

const plain = new Map<ColumnKind, ColumnType>();

/**
 * Returns a column type: which values it accepts, and how each database stores them.
 *
 * @param kind Django's field name without `Field`, in camel case.
 * @param options `maxLength` of texts, `maxDigits` and `decimalPlaces` of decimals, `element` of arrays.
 *
 * @example
 * await Book.objects.annotate({ text: cast("pages", columnType("char", { maxLength: 10 })) });
 */
export function columnType(kind: ColumnKind, options?: ColumnOptions): ColumnType {
  if (options && Object.keys(options).length > 0) return Object.freeze(makers[kind](kind, options));
  const known = plain.get(kind) ?? Object.freeze(makers[kind](kind, {}));
  plain.set(kind, known);
  return known;
}

/** The type's name in the text of a structure. */
export function typeKey(type: ColumnType): string {
  const { kind, maxLength, maxDigits, decimalPlaces, element } = type;
  const numbers = [maxLength, maxDigits, decimalPlaces].map((each) => each ?? "").join(",");
  return `${kind}(${numbers}${element ? `,${typeKey(element)}` : ""})`;
}

function compositeType(kind: ColumnKind): ColumnType {
  return {
    kind,
    prepare(value) {
      if (Array.isArray(value)) return value;
      throw new TypeError("expected a list of the key's values");
    },
    toDatabase() {
      throw new TypeError("a composite key is bound part by part");
    },
    fromDatabase: UNCHANGED,
  };
}
