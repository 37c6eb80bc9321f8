/** Form fields, with the same names as model fields. */
import type { UploadedFile } from "../../http/index.ts";
import type { Duration } from "../../query/index.ts";
import { BooleanField, NullBooleanField } from "./boolean-fields.ts";
import { CharField, type CharOptions } from "./char-field.ts";
import {
  ChoiceField,
  MultipleChoiceField,
  TypedChoiceField,
  TypedMultipleChoiceField,
  type ChoiceOptions,
  type TypedChoiceOptions,
} from "./choice-fields.ts";
import {
  ComboField,
  SplitDateTimeField,
  type ComboOptions,
  type SplitDateTimeFieldOptions,
} from "./composite-fields.ts";
import { DecimalField, type DecimalOptions } from "./decimal-field.ts";
import { DurationField } from "./duration-field.ts";
import type { FieldOptions } from "./field.ts";
import { FileField, ImageField, type FileOptions } from "./file-fields.ts";
import { FilePathField, type FilePathOptions } from "./file-path-field.ts";
import { JSONField } from "./json-field.ts";
import {
  FloatField,
  IntegerField,
  type IntegerOptions,
  type NumberOptions,
} from "./number-fields.ts";
import {
  ModelChoiceField,
  type ChoiceRows,
  type ModelChoiceOptions,
} from "../models/model-choice-field.ts";
import {
  ModelMultipleChoiceField,
  type ModelMultipleChoiceOptions,
} from "../models/model-multiple-choice-field.ts";
import {
  DateField,
  DateTimeField,
  TimeField,
  type TemporalFieldOptions,
} from "./temporal-fields.ts";
import {
  EmailField,
  GenericIPAddressField,
  RegexField,
  SlugField,
  URLField,
  UUIDField,
  type GenericIPAddressOptions,
  type SlugOptions,
  type URLOptions,
} from "./text-fields.ts";

/** Type of a value that may be missing if the field is not required. */
type Or<Options, Value, Missing = null> = Options extends { readonly required: false }
  ? Value | Missing
  : Value;

/** A text, or null if that is the field's empty value. */
type Text<Options> = Options extends { readonly emptyValue: null } ? Or<Options, string> : string;

type Whole<Options> = Options extends { readonly bigint: true } ? number | bigint : number;

/** Value of a file field without a new file: null, or false to clear the current one. */
type MaybeFile<Options> = Or<Options, UploadedFile, false | null>;

export const fields = {
  /** A boolean; must be true if required, which is the default. */
  boolean: (options?: FieldOptions) => new BooleanField(options),
  /** A text. */
  char: <const O extends CharOptions>(options?: O) => new CharField<Text<O>>(options),
  /** Chooses one item: the text of its value, `""` for none. */
  choice: (options?: ChoiceOptions) => new ChoiceField(options),
  /** A value that must be valid for several fields in turn. */
  combo: <Value = string>(options: ComboOptions) => new ComboField<Value>(options),
  /** A date as text: `"2026-11-22"`. */
  date: <const O extends TemporalFieldOptions>(options?: O) =>
    new DateField<Or<O, string>>(options),
  /** A datetime: a `Date`. */
  datetime: <const O extends TemporalFieldOptions>(options?: O) =>
    new DateTimeField<Or<O, Date>>(options),
  /** An exact decimal number as text. */
  decimal: <const O extends DecimalOptions>(options?: O) =>
    new DecimalField<Or<O, string>>(options),
  /** A duration. */
  duration: <const O extends FieldOptions>(options?: O) =>
    new DurationField<Or<O, Duration>>(options),
  /** An email address. */
  email: <const O extends Omit<CharOptions, "strip">>(options?: O) =>
    new EmailField<Text<O>>(options),
  /** A file. */
  file: <const O extends FileOptions>(options?: O) => new FileField<MaybeFile<O>>(options),
  /** A file in a folder on the server, by its path. */
  filePath: (options: FilePathOptions) => new FilePathField(options),
  /** A floating-point number. */
  float: <const O extends NumberOptions>(options?: O) => new FloatField<Or<O, number>>(options),
  /** An IP address. */
  genericIPAddress: (options?: GenericIPAddressOptions) => new GenericIPAddressField(options),
  /** A file with the extension of an image. */
  image: <const O extends FileOptions>(options?: O) => new ImageField<MaybeFile<O>>(options),
  /** An integer. */
  integer: <const O extends IntegerOptions>(options?: O) =>
    new IntegerField<Or<O, Whole<O>>>(options),
  /** Any value as JSON. */
  json: <Value = unknown>(options?: CharOptions) => new JSONField<Value>(options),
  /** Chooses an object of a query set. */
  modelChoice: <R, const O extends ModelChoiceOptions>(queryset: ChoiceRows<R>, options?: O) =>
    new ModelChoiceField<Or<O, R>>(queryset as ChoiceRows, options),
  /** Chooses several objects of a query set. */
  modelMultipleChoice: <R>(queryset: ChoiceRows<R>, options?: ModelMultipleChoiceOptions) =>
    new ModelMultipleChoiceField<R[]>(queryset as ChoiceRows, options),
  /** Chooses several items: the texts of their values. */
  multipleChoice: (options?: ChoiceOptions) => new MultipleChoiceField(options),
  /** Yes, no or unknown. */
  nullBoolean: (options?: FieldOptions) => new NullBooleanField(options),
  /** A text that matches a pattern. */
  regex: <const O extends CharOptions>(regex: RegExp | string, options?: O) =>
    new RegexField<Text<O>>(regex, options),
  /** Letters, digits, underscores and hyphens. */
  slug: <const O extends SlugOptions>(options?: O) => new SlugField<Text<O>>(options),
  /** A datetime from separate inputs for date and time. */
  splitDatetime: <const O extends SplitDateTimeFieldOptions>(options?: O) =>
    new SplitDateTimeField<Or<O, Date>>(options),
  /** A time of day as text: `"09:30:00"`. */
  time: <const O extends TemporalFieldOptions>(options?: O) =>
    new TimeField<Or<O, string>>(options),
  /** Chooses one item, converted to another type. */
  typedChoice: <Value = string, Empty = string>(options: TypedChoiceOptions<Value, Empty>) =>
    new TypedChoiceField<Value | Empty>(options),
  /** Chooses several items, converted to another type. */
  typedMultipleChoice: <Value = string>(options: TypedChoiceOptions<Value, unknown>) =>
    new TypedMultipleChoiceField<Value[]>(options),
  /** A web or FTP URL. */
  url: <const O extends URLOptions>(options?: O) => new URLField<Text<O>>(options),
  /** A UUID, with hyphens. */
  uuid: <const O extends CharOptions>(options?: O) => new UUIDField<Or<O, string>>(options),
};
