import type { FieldFile, Storage } from "../../files/index.ts";
import type { Validator } from "../../validators/index.ts";
import type { Duration } from "../../query/index.ts";
import type {
  AnyField,
  DecimalField,
  Field,
  FileField,
  GeneratedField,
  JsonField,
  MomentField,
  PrimaryField,
} from "../types/field.ts";
import {
  FieldBuilder,
  type FieldDeclaration,
  type FieldOptions,
  type UploadTo,
} from "./declaration.ts";

export interface DecimalOptions extends FieldOptions<string> {
  /** Total number of digits. */
  readonly maxDigits: number;
  /** Number of decimal places. */
  readonly decimalPlaces: number;
}

export interface FileOptions extends Omit<FieldOptions<never>, "choices" | "validators"> {
  /** Default `""`: the storage's root. */
  readonly uploadTo?: UploadTo;
  /** Default: `default` in STORAGES. */
  readonly storage?: Storage | (() => Storage);
  /** Maximum length of a name in characters, folders included. Default 100. */
  readonly maxLength?: number;
  /** Additional checks of `fullClean`, such as `fileExtensionValidator(["pdf"])` for the name. */
  readonly validators?: readonly Validator<FieldFile & { readonly name: string }>[];
}

export interface ImageOptions extends FileOptions {
  /** Names of fields that store the image's size in pixels when saved; null without an image. */
  readonly widthField?: string;
  readonly heightField?: string;
}

type Options<Value> = FieldOptions<Value>;
type Sized = Options<string> & { readonly maxLength?: number };

/** Unique within the day, month or year of another field. */
interface UniqueForOptions {
  readonly uniqueForDate?: string;
  readonly uniqueForMonth?: string;
  readonly uniqueForYear?: string;
}

/** Stores the time of every save, or of the first one. */
export type MomentOptions<Value> = Options<Value> &
  (
    | { readonly autoNow: true; readonly autoNowAdd?: false }
    | { readonly autoNowAdd: true; readonly autoNow?: false }
  );

interface Char {
  <const Value extends string = string>(
    maxLength: number,
    options?: Options<Value> & UniqueForOptions,
  ): Field<Value>;
  <const Value extends string = string>(
    options: Options<Value> & UniqueForOptions & { readonly maxLength: number },
  ): Field<Value>;
}

interface Moment<Value> {
  (options: MomentOptions<Value>): MomentField<Value, true>;
  (options?: Options<Value> & UniqueForOptions): MomentField<Value>;
}

/** A field by the type of its values. */
type ReadAs<Value> = AnyField & { readonly "~read": Value };

/** Creates a builder with the field's types, which exist for the compiler only. */
function field<F>(kind: FieldDeclaration["kind"], options: object = {}): F {
  return new FieldBuilder({ kind, ...options }) as never;
}

/** Nobody enters the time of saving, so `fullClean` accepts an empty value and forms omit it. */
function moment<Value>(kind: "date" | "datetime" | "time"): Moment<Value> {
  return (options?: Options<Value> & { autoNow?: boolean; autoNowAdd?: boolean }): never => {
    const isStamped = options?.autoNow === true || options?.autoNowAdd === true;
    return field(kind, isStamped ? { ...options, blank: true, editable: false } : options);
  };
}

/** Fields with their own column. */
export const columns = {
  /** Text of at most `maxLength` characters: `char(200)`, or `char({ maxLength: 200 })` as in Django. */
  char: ((first: number | object, options: object = {}): never =>
    field("char", typeof first === "number" ? { ...options, maxLength: first } : first)) as Char,
  /** Text of any length. */
  text: (options: Options<string> = {}): Field<string> => field("text", options),
  /** An email address of at most 254 characters. */
  email: (options: Sized = {}): Field<string> => field("email", { maxLength: 254, ...options }),
  /** Letters, digits, underscores and hyphens, at most 50; `allowUnicode` adds letters of all scripts. Indexed, as in Django. */
  slug: (
    options: Sized & UniqueForOptions & { readonly allowUnicode?: boolean } = {},
  ): Field<string> => field("slug", { maxLength: 50, ...options }),
  /** A web or FTP URL of at most 200 characters. */
  url: (options: Sized = {}): Field<string> => field("url", { maxLength: 200, ...options }),
  /** -2,147,483,648 to 2,147,483,647. */
  integer: <const Value extends number = number>(options: Options<Value> = {}): Field<Value> =>
    field("integer", options),
  /** -32,768 to 32,767. */
  smallInteger: <const Value extends number = number>(options: Options<Value> = {}): Field<Value> =>
    field("smallInteger", options),
  /** 64-bit integer; beyond 9,007,199,254,740,991 a BigInt at run time. */
  bigInteger: (options: Options<number> = {}): Field<number> => field("bigInteger", options),
  /** 0 to 2,147,483,647, enforced by the database. */
  positiveInteger: (options: Options<number> = {}): Field<number> =>
    field("positiveInteger", options),
  /** 0 to 32,767, enforced by the database. */
  positiveSmallInteger: (options: Options<number> = {}): Field<number> =>
    field("positiveSmallInteger", options),
  /** Like `bigInteger`, from 0, enforced by the database. */
  positiveBigInteger: (options: Options<number> = {}): Field<number> =>
    field("positiveBigInteger", options),
  /** A 32-bit key numbered by the database. */
  auto: (options: Options<number> = {}): PrimaryField<number, true> =>
    field("auto", { ...options, primary: true }),
  /** A 64-bit key numbered by the database: the `id` of a model without a key. */
  bigAuto: (options: Options<number> = {}): PrimaryField<number, true> =>
    field("bigAuto", { ...options, primary: true }),
  /** A 16-bit key numbered by the database. */
  smallAuto: (options: Options<number> = {}): PrimaryField<number, true> =>
    field("smallAuto", { ...options, primary: true }),
  boolean: (options: Options<boolean> = {}): Field<boolean> => field("boolean", options),
  /** An exact decimal number as text: `"12.50"`. */
  decimal: (options: DecimalOptions): DecimalField => field("decimal", options),
  float: (options: Options<number> = {}): Field<number> => field("float", options),
  /** A date as text: `"2026-11-22"`. With `autoNow` or `autoNowAdd` the date of the last or first save. */
  date: moment<string>("date"),
  /** A datetime as a Date. With `autoNow` or `autoNowAdd` the time of the last or first save. */
  datetime: moment<Date>("datetime"),
  /** A time of day as text: `"11:33:00"`. */
  time: moment<string>("time"),
  /** A duration. */
  duration: (options: Options<Duration> = {}): Field<Duration> => field("duration", options),
  /** Any JSON value; give its type: `fields.json<{ tags: string[] }>()`. */
  json: <Value>(options: Options<Value> = {}): JsonField<Value> => field("json", options),
  uuid: (options: Options<string> = {}): Field<string> => field("uuid", options),
  binary: (options: Options<Uint8Array> = {}): Field<Uint8Array> =>
    field("binary", { editable: false, ...options }),
  /** An IP address, IPv4 or IPv6. */
  genericIPAddress: (
    options: Options<string> & { readonly protocol?: "both" | "IPv4" | "IPv6" } = {},
  ): Field<string> => field("genericIPAddress", { maxLength: 39, ...options }),
  /** A file in a storage; the column stores its name. */
  file: (options: FileOptions = {}): FileField => field("file", { maxLength: 100, ...options }),
  /** An image file, which `fullClean` checks. */
  image: (options: ImageOptions = {}): FileField => field("image", { maxLength: 100, ...options }),
  /** One of some texts, enforced by the database. */
  choice: <const Item extends string>(
    choices: readonly Item[],
    options: Omit<Options<Item>, "choices"> = {},
  ): Field<Item> => field("choice", { ...options, choices }),
  /** A list of values of one kind; PostgreSQL only. */
  array: <Value>(of: ReadAs<Value>, options: Options<Value[]> = {}): Field<Value[]> =>
    field("array", { ...options, element: declarationIn(of) }),
  /** Computed from other columns by the database: `generated(F("a").plus(F("b")), fields.integer())`. */
  generated: <Value>(
    expression: unknown,
    output: ReadAs<Value>,
    { dbPersist, ...options }: Options<Value> & { readonly dbPersist: boolean },
  ): GeneratedField<Value> =>
    field("generated", {
      ...options,
      expression,
      output: declarationIn(output),
      dbPersist,
      editable: false,
      blank: true,
    }),
  /** A key of several fields: `pk: fields.compositePrimaryKey("tenant", "number")`. */
  compositePrimaryKey: (
    ...parts: readonly [string, string, ...string[]]
  ): PrimaryField<readonly unknown[], true> =>
    field("compositePrimaryKey", { parts, primary: true, editable: false }),
};

function declarationIn(builder: object): FieldDeclaration {
  if (builder instanceof FieldBuilder) return builder.declaration;
  throw new TypeError("Create fields with `fields`.");
}
