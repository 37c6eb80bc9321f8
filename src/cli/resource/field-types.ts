/** What may follow a type, in parentheses or after the next colon. */
export type Detail = "none" | "length" | "digits" | "choices" | "model";

interface TypeRule {
  readonly detail: Detail;
  /** For `--help` and docs: how to write it. */
  readonly example: string;
}

/** The field types of `generate resource`. */
export const fieldTypes = {
  string: { detail: "length", example: "title:string, title:string:120" },
  text: { detail: "none", example: "body:text" },
  integer: { detail: "none", example: "votes:integer" },
  smallInteger: { detail: "none", example: "rank:smallInteger" },
  bigInteger: { detail: "none", example: "views:bigInteger" },
  positiveInteger: { detail: "none", example: "seats:positiveInteger" },
  float: { detail: "none", example: "ratio:float" },
  decimal: { detail: "digits", example: "price:decimal, price:decimal:8,2" },
  boolean: { detail: "none", example: "open:boolean" },
  date: { detail: "none", example: "day:date" },
  datetime: { detail: "none", example: "pubDate:datetime" },
  time: { detail: "none", example: "begins:time" },
  duration: { detail: "none", example: "length:duration" },
  email: { detail: "length", example: "address:email" },
  url: { detail: "length", example: "site:url, site:url:500" },
  slug: { detail: "length", example: "slug:slug:unique" },
  uuid: { detail: "none", example: "token:uuid" },
  json: { detail: "none", example: "data:json" },
  ipAddress: { detail: "none", example: "address:ipAddress" },
  file: { detail: "none", example: "paper:file" },
  image: { detail: "none", example: "photo:image" },
  choice: { detail: "choices", example: "status:choice:draft,published" },
  references: { detail: "model", example: "author:references:auth.User" },
  oneToOne: { detail: "model", example: "owner:oneToOne:auth.User" },
  manyToMany: { detail: "model", example: "tags:manyToMany:blog.Tag" },
} as const satisfies Readonly<Record<string, TypeRule>>;

export type FieldType = keyof typeof fieldTypes;

/** Names from other tools, mapped to ours. */
export const otherNames: Readonly<Record<string, FieldType>> = {
  autofield: "integer",
  bigint: "bigInteger",
  bool: "boolean",
  booleanfield: "boolean",
  char: "string",
  charfield: "string",
  datetimefield: "datetime",
  double: "float",
  enum: "choice",
  fk: "references",
  foreignkey: "references",
  genericipaddress: "ipAddress",
  int: "integer",
  inet: "ipAddress",
  ip: "ipAddress",
  jsonb: "json",
  belongsto: "references",
  many: "manyToMany",
  money: "decimal",
  number: "integer",
  numeric: "decimal",
  picture: "image",
  str: "string",
  textfield: "text",
  timedelta: "duration",
  timestamp: "datetime",
  upload: "file",
  varchar: "string",
};

/** One field as described on the command line. */
export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  /** Maximum length of a text, in characters. */
  readonly length: number | undefined;
  /** For a decimal: total digits, and digits after the point. */
  readonly digits: readonly [whole: number, places: number] | undefined;
  readonly choices: readonly string[];
  /** Target of a relation: `auth.User`. */
  readonly model: string | undefined;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly index: boolean;
}

/** Types with text values: when empty they are `""` rather than null. */
export function isTextual({ type }: Pick<FieldSpec, "type">): boolean {
  return ["string", "text", "email", "url", "slug", "choice"].includes(type);
}

export function isFile({ type }: Pick<FieldSpec, "type">): boolean {
  return type === "file" || type === "image";
}

export function isRelation({ type }: Pick<FieldSpec, "type">): boolean {
  return fieldTypes[type].detail === "model";
}
