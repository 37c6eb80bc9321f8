/** Random and hostile posts to forms and form sets of models that have every kind of field. */
import {
  defineModelForm,
  inlineformsetFactory,
  modelformsetFactory,
  type AnyModelForm,
} from "../../src/forms/index.ts";
import { FileSystemStorage, ObjectFile } from "../../src/files/index.ts";
import { MultiValueDict, QueryDict, UploadedFile } from "../../src/http/index.ts";
import { defineModel, fields } from "../../src/models/index.ts";
import { Duration } from "../../src/query/index.ts";
import type { Random } from "../fuzz/random.ts";
import { fileNames, values } from "./random-forms.ts";

export class Owner extends defineModel(() => Owner, {
  name: fields.char(20).unique(),
  rank: fields.smallInteger().default(1),
}) {}

/** Where files go: a folder of the test's own. */
export const kept = { storage: new FileSystemStorage({ location: "/nonexistent" }) };

const levels = [
  [1, "low"],
  [2, "high"],
] as const;

export class Strict extends defineModel(
  () => Strict,
  {
    char: fields.char(10),
    slug: fields.slug().unique(),
    email: fields.email(),
    url: fields.url(),
    text: fields.text(),
    integer: fields.integer(),
    small: fields.positiveSmallInteger(),
    big: fields.bigInteger(),
    float: fields.float(),
    decimal: fields.decimal({ maxDigits: 9, decimalPlaces: 2 }),
    flag: fields.boolean(),
    level: fields.integer({ choices: levels }),
    size: fields.choice(["s", "m"]),
    day: fields.date(),
    moment: fields.datetime(),
    clock: fields.time(),
    span: fields.duration(),
    address: fields.genericIPAddress(),
    key: fields.uuid(),
    json: fields.json(),
    owner: fields.foreignKey(() => Owner, { onDelete: "cascade" }),
    friends: fields.manyToMany(() => Owner),
  },
  { uniqueTogether: [["char", "integer"]] },
) {}

export class Lax extends defineModel(() => Lax, {
  char: fields.char(10, { blank: true }).nullable(),
  integer: fields.integer({ blank: true }).nullable(),
  positive: fields.positiveBigInteger({ blank: true }).nullable(),
  float: fields.float({ blank: true }).nullable(),
  decimal: fields.decimal({ maxDigits: 20, decimalPlaces: 4, blank: true }).nullable(),
  flag: fields.boolean({ blank: true }).nullable(),
  level: fields.integer({ choices: levels, blank: true }).nullable(),
  day: fields.date({ blank: true }).nullable(),
  moment: fields.datetime({ blank: true }).nullable(),
  clock: fields.time({ blank: true }).nullable(),
  span: fields.duration({ blank: true }).nullable(),
  key: fields.uuid({ blank: true }).nullable(),
  json: fields.json({ blank: true }).nullable(),
  file: fields.file({ blank: true, maxLength: 60, storage: () => kept.storage }).nullable(),
  owner: fields.foreignKey(() => Owner, { onDelete: "cascade", blank: true }).nullable(),
  friends: fields.manyToMany(() => Owner, { blank: true, relatedName: "+" }),
}) {}

export const everything = [Owner, Strict, Lax];

class StrictForm extends defineModelForm(Strict, { fields: "__all__" }) {}
class LaxForm extends defineModelForm(Lax, { fields: "__all__" }) {}
/** A page of thousands of forms takes long to show. */
const few = { maxNum: 5, absoluteMax: 8 };

class LaxFormSet extends modelformsetFactory(Lax, {
  fields: "__all__",
  canDelete: true,
  canOrder: true,
  ...few,
}) {}
class OwnerFormSet extends modelformsetFactory(Owner, {
  fields: ["name", "rank"],
  canDelete: true,
  ...few,
}) {}
class StrictFormSet extends inlineformsetFactory(Owner, Strict, { fields: "__all__", ...few }) {}

type Holds = (value: unknown) => boolean;
const isText: Holds = (value) => typeof value === "string";
const isWhole: Holds = (value) => typeof value === "bigint" || Number.isSafeInteger(value);
const isOwner: Holds = (value) => value instanceof Owner;

/** Whether a clean value is one of its kind, by the names of fields. */
const holds: Readonly<Record<string, Holds>> = {
  char: isText,
  name: isText,
  slug: isText,
  email: isText,
  url: isText,
  text: isText,
  integer: isWhole,
  rank: isWhole,
  small: isWhole,
  positive: isWhole,
  big: isWhole,
  float: (value) => Number.isFinite(value),
  decimal: (value) => /^-?\d/.test(String(value)),
  flag: (value) => typeof value === "boolean",
  level: (value) => value === 1 || value === 2,
  size: (value) => value === "s" || value === "m",
  day: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
  moment: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  clock: (value) => /^\d\d:\d\d:\d\d(?:\.\d{6})?$/.test(String(value)),
  span: (value) => value instanceof Duration,
  address: isText,
  key: (value) => /^[0-9a-f-]{36}$/.test(String(value)),
  json: (value) => value !== undefined,
  file: (value) => value === false || value instanceof UploadedFile || value instanceof ObjectFile,
  owner: isOwner,
  friends: (value) => Array.isArray(value) && value.every(isOwner),
};

/** The names of the clean values of a form that are not of their kind. */
export function wrongValues(form: AnyModelForm): string[] {
  const cleaned = (form.cleanedData ?? {}) as Readonly<Record<string, unknown>>;
  const mayBeNull = form.instance instanceof Lax;
  return Object.entries(cleaned)
    .filter(([name, value]) => Object.hasOwn(holds, name) && !(mayBeNull && value === null))
    .filter(([name, value]) => !holds[name]?.(value))
    .map(([name, value]) => `${name}: ${String(value)}`);
}

/** Values that fit somewhere, so that not everything is refused. */
const fitting: Readonly<Record<string, string>> = {
  char: "x",
  name: "Ann",
  slug: "a-b",
  email: "ann@example.org",
  url: "http://example.org/",
  text: "text",
  integer: "5",
  rank: "2",
  small: "6",
  positive: "9007199254740993",
  big: "-9223372036854775808",
  float: "1.5",
  decimal: "12.50",
  flag: "on",
  level: "2",
  size: "m",
  day: "2026-11-22",
  moment: "2026-11-22 12:00",
  clock: "09:30",
  span: "1 02:30:00",
  address: "::1",
  key: "550e8400-e29b-41d4-a716-446655440000",
  json: '{"a": ["\\u0000", 1e400, "\\ud800"]}',
  owner: "1",
  friends: "1",
};

const odd = [...values, "3", "99", '"\\u0000"', "\\u0000", "1 or 1=1", "null", "[]", "{}"];
const counts = ["0", "1", "2", "3", "-1", "1e9", "9".repeat(30), "", "x", "2000000"];

function pairsOf(random: Random, prefix: string): [string, string][] {
  const pairs: [string, string][] = [];
  const rate = random.below(4);
  for (const [name, value] of Object.entries(fitting)) {
    const isOdd = random.below(12) < rate;
    const given = isOdd ? (odd[random.below(odd.length)] ?? "") : value;
    if (random.below(20) > 0)
      pairs.push([prefix + name, name === "slug" && !isOdd ? `s${random.below(1e6)}` : given]);
    if (random.below(10) === 0) pairs.push([prefix + name, odd[random.below(odd.length)] ?? ""]);
  }
  for (const name of ["id", "pk", "DELETE", "ORDER", "__proto__", "file-clear", "initial-json"]) {
    if (random.below(4) === 0) pairs.push([prefix + name, odd[random.below(odd.length)] ?? ""]);
  }
  return pairs;
}

function filesOf(random: Random, prefix: string): MultiValueDict<UploadedFile> {
  if (random.below(3) > 0) return new MultiValueDict([]);
  const name = fileNames[random.below(fileNames.length)] ?? "";
  const bytes = Buffer.alloc(random.below(2));
  const file = new UploadedFile({ name, contentType: "x/y", size: bytes.length }, bytes);
  return new MultiValueDict([[`${prefix}file`, [file]]]);
}

/** What a random form or form set of a model was sent. */
export async function randomModelPost(random: Random) {
  const which = random.below(5);
  if (which < 2) {
    const pairs = pairsOf(random, "");
    const data = QueryDict.fromPairs(pairs);
    const files = filesOf(random, "");
    const made =
      which === 0
        ? new StrictForm({ data, files })
        : new LaxForm({ data, files, instance: await someLax(random) });
    return { pairs, made, forms: () => [made] };
  }
  const kind = [OwnerFormSet, LaxFormSet, StrictFormSet][which - 2] ?? OwnerFormSet;
  const prefix = kind === StrictFormSet ? "strict_set" : "form";
  const pairs: [string, string][] = ["TOTAL_FORMS", "INITIAL_FORMS"].map((name) => [
    `${prefix}-${name}`,
    counts[random.below(counts.length)] ?? "",
  ]);
  for (const at of [0, 1, 2]) pairs.push(...pairsOf(random, `${prefix}-${at}-`));
  const data = QueryDict.fromPairs(pairs);
  const files = filesOf(random, `${prefix}-0-`);
  const instance = kind === StrictFormSet ? await Owner.objects.first() : undefined;
  const made = new kind({ data, files, ...(instance && { instance }) });
  return { pairs, made, forms: () => made.forms };
}

async function someLax(random: Random): Promise<Lax | null> {
  return random.below(2) === 0 ? null : ((await Lax.objects.orderBy("-id").first()) ?? null);
}
