/** The fields of forms, by the names they have in models. */
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

/** The value of a field that need not be given, when it is not. */
type Or<Options, Value, Missing = null> = Options extends { readonly required: false }
  ? Value | Missing
  : Value;

/** A text, or null where a field says that it is null when it is empty. */
type Text<Options> = Options extends { readonly emptyValue: null } ? Or<Options, string> : string;

type Whole<Options> = Options extends { readonly bigint: true } ? number | bigint : number;

/** What a file field has when none is sent and the one there was may be taken away. */
type MaybeFile<Options> = Or<Options, UploadedFile, false | null>;

export const fields = {
  /** Yes or no; when it is required (the default), it must be yes. */
  boolean: (options?: FieldOptions) => new BooleanField(options),
  /** A text. */
  char: <const O extends CharOptions>(options?: O) => new CharField<Text<O>>(options),
  /** One of a list: the text of its value, `""` for none. */
  choice: (options?: ChoiceOptions) => new ChoiceField(options),
  /** A value that several fields have to find right, one after the other. */
  combo: <Value = string>(options: ComboOptions) => new ComboField<Value>(options),
  /** A day: its text, `"2026-11-22"`. */
  date: <const O extends TemporalFieldOptions>(options?: O) =>
    new DateField<Or<O, string>>(options),
  /** A moment: a `Date`. */
  datetime: <const O extends TemporalFieldOptions>(options?: O) =>
    new DateTimeField<Or<O, Date>>(options),
  /** An exact number: its text. */
  decimal: <const O extends DecimalOptions>(options?: O) =>
    new DecimalField<Or<O, string>>(options),
  /** A span of time. */
  duration: <const O extends FieldOptions>(options?: O) =>
    new DurationField<Or<O, Duration>>(options),
  /** An address of e-mail. */
  email: <const O extends Omit<CharOptions, "strip">>(options?: O) =>
    new EmailField<Text<O>>(options),
  /** A file. */
  file: <const O extends FileOptions>(options?: O) => new FileField<MaybeFile<O>>(options),
  /** One of the files of a folder on the server, by its path. */
  filePath: (options: FilePathOptions) => new FilePathField(options),
  /** A number with fractions. */
  float: <const O extends NumberOptions>(options?: O) => new FloatField<Or<O, number>>(options),
  /** An address of the Internet. */
  genericIPAddress: (options?: GenericIPAddressOptions) => new GenericIPAddressField(options),
  /** A file whose name ends as that of an image does. */
  image: <const O extends FileOptions>(options?: O) => new ImageField<MaybeFile<O>>(options),
  /** A whole number. */
  integer: <const O extends IntegerOptions>(options?: O) =>
    new IntegerField<Or<O, Whole<O>>>(options),
  /** Any value, written as JSON. */
  json: <Value = unknown>(options?: CharOptions) => new JSONField<Value>(options),
  /** One of the rows of a query set: the object. */
  modelChoice: <R, const O extends ModelChoiceOptions>(queryset: ChoiceRows<R>, options?: O) =>
    new ModelChoiceField<Or<O, R>>(queryset as ChoiceRows, options),
  /** Several of the rows of a query set: the objects. */
  modelMultipleChoice: <R>(queryset: ChoiceRows<R>, options?: ModelMultipleChoiceOptions) =>
    new ModelMultipleChoiceField<R[]>(queryset as ChoiceRows, options),
  /** Several of a list: the texts of their values. */
  multipleChoice: (options?: ChoiceOptions) => new MultipleChoiceField(options),
  /** Yes, no or unknown. */
  nullBoolean: (options?: FieldOptions) => new NullBooleanField(options),
  /** A text in which a pattern is found. */
  regex: <const O extends CharOptions>(regex: RegExp | string, options?: O) =>
    new RegexField<Text<O>>(regex, options),
  /** Letters, digits, underscores and hyphens. */
  slug: <const O extends SlugOptions>(options?: O) => new SlugField<Text<O>>(options),
  /** A moment, its day and its time given apart. */
  splitDatetime: <const O extends SplitDateTimeFieldOptions>(options?: O) =>
    new SplitDateTimeField<Or<O, Date>>(options),
  /** A time of day: its text, `"09:30:00"`. */
  time: <const O extends TemporalFieldOptions>(options?: O) =>
    new TimeField<Or<O, string>>(options),
  /** One of a list, as a value of another type. */
  typedChoice: <Value = string, Empty = string>(options: TypedChoiceOptions<Value, Empty>) =>
    new TypedChoiceField<Value | Empty>(options),
  /** Several of a list, as values of another type. */
  typedMultipleChoice: <Value = string>(options: TypedChoiceOptions<Value, unknown>) =>
    new TypedMultipleChoiceField<Value[]>(options),
  /** A URL of the web or of FTP. */
  url: <const O extends URLOptions>(options?: O) => new URLField<Text<O>>(options),
  /** A UUID, in the form with hyphens. */
  uuid: <const O extends CharOptions>(options?: O) => new UUIDField<Or<O, string>>(options),
};
