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
  /** Digits in all. */
  readonly maxDigits: number;
  /** Digits behind the point. */
  readonly decimalPlaces: number;
}

export interface FileOptions extends Omit<FieldOptions<never>, "choices" | "validators"> {
  /** Default `""`: the storage's own folder. */
  readonly uploadTo?: UploadTo;
  /** Default: the one that STORAGES calls `default`. */
  readonly storage?: Storage | (() => Storage);
  /** Characters of a name, its folders included. Default 100. */
  readonly maxLength?: number;
  /** What `fullClean` asks of a file: `fileExtensionValidator(["pdf"])` of its name. */
  readonly validators?: readonly Validator<FieldFile & { readonly name: string }>[];
}

export interface ImageOptions extends FileOptions {
  /** Names of fields that saving sets to the image's size in pixels; null where there is none. */
  readonly widthField?: string;
  readonly heightField?: string;
}

type Options<Value> = FieldOptions<Value>;
type Sized = Options<string> & { readonly maxLength?: number };

/** Unique for the day, month or year of another field. */
interface UniqueForOptions {
  readonly uniqueForDate?: string;
  readonly uniqueForMonth?: string;
  readonly uniqueForYear?: string;
}

/** A field that holds the moment of saving: of every time, or of the first. */
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

/** A field by what objects hold of it. */
type ReadAs<Value> = AnyField & { readonly "~read": Value };

/** A builder with the types of its field; they exist for the compiler only. */
function field<F>(kind: FieldDeclaration["kind"], options: object = {}): F {
  return new FieldBuilder({ kind, ...options }) as never;
}

/** Nobody fills in the moment of saving, so `fullClean` lets it be empty and forms leave it out. */
function moment<Value>(kind: "date" | "datetime" | "time"): Moment<Value> {
  return (options?: Options<Value> & { autoNow?: boolean; autoNowAdd?: boolean }): never => {
    const isStamped = options?.autoNow === true || options?.autoNowAdd === true;
    return field(kind, isStamped ? { ...options, blank: true, editable: false } : options);
  };
}

/** The kinds of fields with a column of their own. */
export const columns = {
  /** Text of at most `maxLength` characters: `char(200)`, or `char({ maxLength: 200 })`, as Django writes it. */
  char: ((first: number | object, options: object = {}): never =>
    field("char", typeof first === "number" ? { ...options, maxLength: first } : first)) as Char,
  /** Text of any length. */
  text: (options: Options<string> = {}): Field<string> => field("text", options),
  /** An address of e-mail, of at most 254 characters. */
  email: (options: Sized = {}): Field<string> => field("email", { maxLength: 254, ...options }),
  /** Letters, digits, underscores and hyphens, at most 50; with `allowUnicode` of every script. With an index, as in Django. */
  slug: (
    options: Sized & UniqueForOptions & { readonly allowUnicode?: boolean } = {},
  ): Field<string> => field("slug", { maxLength: 50, ...options }),
  /** A URL of the web or of FTP, of at most 200 characters. */
  url: (options: Sized = {}): Field<string> => field("url", { maxLength: 200, ...options }),
  /** -2,147,483,648 to 2,147,483,647. */
  integer: <const Value extends number = number>(options: Options<Value> = {}): Field<Value> =>
    field("integer", options),
  /** -32,768 to 32,767. */
  smallInteger: <const Value extends number = number>(options: Options<Value> = {}): Field<Value> =>
    field("smallInteger", options),
  /** Whole numbers of 64 bits; beyond 9,007,199,254,740,991 they are BigInts at run time. */
  bigInteger: (options: Options<number> = {}): Field<number> => field("bigInteger", options),
  /** 0 to 2,147,483,647; the database keeps it. */
  positiveInteger: (options: Options<number> = {}): Field<number> =>
    field("positiveInteger", options),
  /** 0 to 32,767; the database keeps it. */
  positiveSmallInteger: (options: Options<number> = {}): Field<number> =>
    field("positiveSmallInteger", options),
  /** As `bigInteger`, from 0; the database keeps it. */
  positiveBigInteger: (options: Options<number> = {}): Field<number> =>
    field("positiveBigInteger", options),
  /** A key that the database counts up, of 32 bits. */
  auto: (options: Options<number> = {}): PrimaryField<number, true> =>
    field("auto", { ...options, primary: true }),
  /** A key that the database counts up, of 64 bits: what `id` is when a model has no key. */
  bigAuto: (options: Options<number> = {}): PrimaryField<number, true> =>
    field("bigAuto", { ...options, primary: true }),
  /** A key that the database counts up, of 16 bits. */
  smallAuto: (options: Options<number> = {}): PrimaryField<number, true> =>
    field("smallAuto", { ...options, primary: true }),
  boolean: (options: Options<boolean> = {}): Field<boolean> => field("boolean", options),
  /** An exact number, as text: `"12.50"`. */
  decimal: (options: DecimalOptions): DecimalField => field("decimal", options),
  float: (options: Options<number> = {}): Field<number> => field("float", options),
  /** A day, as text: `"2026-11-22"`. With `autoNow` or `autoNowAdd` that of the last or the first save. */
  date: moment<string>("date"),
  /** A moment, as a Date. With `autoNow` or `autoNowAdd` that of the last or the first save. */
  datetime: moment<Date>("datetime"),
  /** A time of day, as text: `"11:33:00"`. */
  time: moment<string>("time"),
  /** A length of time. */
  duration: (options: Options<Duration> = {}): Field<Duration> => field("duration", options),
  /** Any JSON value; name its type: `fields.json<{ tags: string[] }>()`. */
  json: <Value>(options: Options<Value> = {}): JsonField<Value> => field("json", options),
  uuid: (options: Options<string> = {}): Field<string> => field("uuid", options),
  binary: (options: Options<Uint8Array> = {}): Field<Uint8Array> =>
    field("binary", { editable: false, ...options }),
  /** An address of the internet, IPv4 or IPv6. */
  genericIPAddress: (
    options: Options<string> & { readonly protocol?: "both" | "IPv4" | "IPv6" } = {},
  ): Field<string> => field("genericIPAddress", { maxLength: 39, ...options }),
  /** A file in a storage; the column holds its name. */
  file: (options: FileOptions = {}): FileField => field("file", { maxLength: 100, ...options }),
  /** A file that is an image: `fullClean` looks. */
  image: (options: ImageOptions = {}): FileField => field("image", { maxLength: 100, ...options }),
  /** One of some texts; the database keeps it. */
  choice: <const Item extends string>(
    choices: readonly Item[],
    options: Omit<Options<Item>, "choices"> = {},
  ): Field<Item> => field("choice", { ...options, choices }),
  /** Values of one kind in a row; on PostgreSQL only. */
  array: <Value>(of: ReadAs<Value>, options: Options<Value[]> = {}): Field<Value[]> =>
    field("array", { ...options, element: declarationIn(of) }),
  /** What the database makes of other columns: `generated(F("a").plus(F("b")), fields.integer())`. */
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
  throw new TypeError("Fields are made by `fields`.");
}
