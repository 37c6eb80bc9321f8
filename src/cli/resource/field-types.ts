/** What may follow a type, in parentheses or behind the next colon. */
export type Detail = "none" | "length" | "digits" | "choices" | "model";

interface TypeRule {
  readonly detail: Detail;
  /** For `--help` and docs: how it is written. */
  readonly example: string;
}

/** The types of fields that `generate resource` knows. */
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

/** What people write who know other tools, by what it is called here. */
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

/** One field, as the command line describes it. */
export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  /** Characters of a text. */
  readonly length: number | undefined;
  /** Of a decimal: digits in all, and behind the point. */
  readonly digits: readonly [whole: number, places: number] | undefined;
  readonly choices: readonly string[];
  /** Where a relation leads: `auth.User`. */
  readonly model: string | undefined;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly index: boolean;
}

/** Types whose values are texts: empty they are `""`, and not null. */
export function isTextual({ type }: Pick<FieldSpec, "type">): boolean {
  return ["string", "text", "email", "url", "slug", "choice"].includes(type);
}

export function isFile({ type }: Pick<FieldSpec, "type">): boolean {
  return type === "file" || type === "image";
}

export function isRelation({ type }: Pick<FieldSpec, "type">): boolean {
  return fieldTypes[type].detail === "model";
}
