/** The values of form cases: how they are written, and how answers are. */
import {
  ComboField,
  DateField,
  DecimalField,
  FILE_INPUT_CONTRADICTION,
  ModelChoiceIteratorValue,
  ModelMultipleChoiceField,
  MultiValueField,
  TimeField,
  UUIDField,
  type Field,
} from "../../../../src/forms/index.ts";
import { DecimalText } from "../../../../src/forms/formats/decimal-text.ts";
import { ObjectFile } from "../../../../src/files/index.ts";
import { UploadedFile } from "../../../../src/http/index.ts";
import { ModelBase, sourceOf, type FieldInfo } from "../../../../src/models/index.ts";
import { Duration } from "../../../../src/query/index.ts";
import { currentTimeZone, zoneOf } from "../../../../src/timezone/index.ts";
import {
  DateTime,
  parseDateTime,
  PlainDate,
  PlainTime,
  SafeString,
} from "../../../../src/templates/index.ts";
import { templateDecoders } from "../template-values.ts";
import { decodeValue, type Decoders } from "../values.ts";
import { knownRow } from "./models.ts";

/** A file that a field had before, in the place where the project keeps it. */
export class StoredFile {
  readonly name: string;
  readonly url: string;

  constructor({ name, url }: { readonly name: string; readonly url: string }) {
    this.name = name;
    this.url = url;
  }

  toString(): string {
    return this.name;
  }
}

interface FileSpec {
  readonly name: string;
  readonly content?: string;
  readonly content_type?: string;
  readonly size?: number;
}

const contents = new WeakMap<UploadedFile, string>();

export const formDecoders: Decoders = {
  ...templateDecoders,
  timedelta: (seconds: number) => new Duration(Math.round(seconds * 1_000_000)),
  decimal: (text: string) => new DecimalText(text),
  float: (name: string) => (name === "nan" ? Number.NaN : Infinity),
  int: (digits: string) => BigInt(digits),
  callable: (value: unknown) => () => decode(value),
  file({ name, content = "", content_type = "text/plain", size }: FileSpec) {
    const bytes = Buffer.from(content);
    const file = new UploadedFile(
      { name, contentType: content_type, size: size ?? bytes.length },
      bytes,
    );
    contents.set(file, content);
    return file;
  },
  stored_file: (spec: { readonly name: string; readonly url: string }) => new StoredFile(spec),
  contradiction: () => FILE_INPUT_CONTRADICTION,
  row: ([model, pk]: readonly [string, unknown]) => knownRow(model, pk),
  rows: ([model, keys]: readonly [string, readonly unknown[]]) =>
    keys.map((pk) => knownRow(model, pk)),
};

export function decode(value: unknown): unknown {
  return decodeValue(value, formDecoders);
}

/** A Date has no zone: a moment is written in that of the text or moment it came from. */
export function inZoneOf(value: unknown, given: unknown): unknown {
  if (!(value instanceof Date)) return value;
  const source = given instanceof DateTime ? given.isoformat() : String(given);
  const [offset] = /(?:Z|[+-]\d\d(?::?\d\d)?)$/.exec(source.slice(10)) ?? [];
  const moment = offset === undefined ? undefined : parseDateTime(`2000-01-01T00:00:00${offset}`);
  return moment?.zone ? new DateTime(value.getTime(), moment.zone) : value;
}

/** A clean value as an answer has it; fields say what their texts stand for. */
export function encodeClean(value: unknown, field?: Field): unknown {
  if (value === null || value === undefined) return null;
  if (field instanceof ComboField) return encodeClean(value, field.fields.at(-1));
  if (typeof value === "string") return encodeText(value, field);
  if (Array.isArray(value) && field instanceof ModelMultipleChoiceField) {
    const keys = (value as readonly ModelBase[]).map(({ pk }) => Number(pk));
    const { name } = sourceOf(field.queryset).info;
    return { $rows: [name, keys.sort((one, other) => one - other)] };
  }
  if (Array.isArray(value)) {
    const parts = field instanceof MultiValueField ? field.fields : [];
    return value.map((each, at) => encodeClean(each, parts[at]));
  }
  return encodeValue(value);
}

function encodeText(value: string, field: Field | undefined): unknown {
  if (field instanceof DateField) return { $date: value };
  if (field instanceof TimeField) return { $time: value };
  if (field instanceof DecimalField) return { $decimal: value };
  if (field instanceof UUIDField) return { $uuid: value };
  return value;
}

/** A value that an object of a model holds; its field says what its text stands for. */
export function encodeModelValue(value: unknown, { type }: FieldInfo): unknown {
  const isText = typeof value === "string";
  const mark = { date: "$date", time: "$time", decimal: "$decimal", uuid: "$uuid" }[
    type.kind as string
  ];
  return isText && mark !== undefined ? { [mark]: value } : encodeValue(value);
}

export function encodeValue(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return { $int: String(value) };
  if (typeof value === "number") return encodeNumber(value);
  if (value === FILE_INPUT_CONTRADICTION) return { $contradiction: true };
  if (typeof value !== "object") return value;
  if (value instanceof SafeString) return value.value;
  if (Array.isArray(value)) return value.map((each) => encodeValue(each));
  return encodeObject(value);
}

function encodeNumber(value: number): unknown {
  if (Number.isNaN(value)) return { $float: "nan" };
  return Number.isFinite(value) ? value : { $float: "inf" };
}

function encodeObject(value: object): unknown {
  if (value instanceof Date) return { $datetime: isoOf(value) };
  if (value instanceof DateTime) return { $datetime: value.isoformat() };
  if (value instanceof PlainDate) return { $date: value.toString() };
  if (value instanceof PlainTime) return { $time: value.toString() };
  if (value instanceof Duration) return { $timedelta: value.totalSeconds };
  if (value instanceof DecimalText) return { $decimal: value.text };
  if (value instanceof StoredFile) return { $stored_file: { name: value.name, url: value.url } };
  if (value instanceof UploadedFile) {
    const { name, size, contentType } = value;
    return { $file: { name, size, content_type: contentType, content: contents.get(value) } };
  }
  if (value instanceof ModelBase) return { $row: [value.constructor.name, value.pk] };
  if (value instanceof ModelChoiceIteratorValue) return String(value);
  if (value instanceof ObjectFile) return value.toString();
  if (value instanceof Map) return encodeObject(Object.fromEntries(value));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encodeValue(each)]));
}

let usesZones = true;

/** USE_TZ of the case. */
export function setZones(on: boolean): void {
  usesZones = on;
}

function isoOf(moment: Date): string {
  const there = new DateTime(moment.getTime(), zoneOf(usesZones ? currentTimeZone() : "UTC"));
  const text = there.isoformat();
  return usesZones ? text : text.replace(/\+00:00$/, "");
}
