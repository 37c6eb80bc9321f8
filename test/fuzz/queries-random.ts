/** Random queries over the library of the conformance cases, in the cases' own words. */
import type { Random } from "./random.ts";

/** A query as cases have it: the links of its chain, and what is asked of it. */
export interface QuerySpec {
  readonly model: string;
  readonly chain: readonly (readonly [method: string, ...args: unknown[]])[];
  readonly result: "rows" | "set" | "count";
}

type Data = Readonly<Record<string, unknown>>;
type Kind = "integer" | "text" | "date" | "boolean" | "float" | "decimal" | "moment";

interface Model {
  readonly fields: Readonly<Record<string, Kind>>;
  readonly relations: Readonly<Record<string, string>>;
}

const models: Readonly<Record<string, Model>> = {
  Publisher: {
    fields: { id: "integer", name: "text", country: "text", founded: "date", active: "boolean" },
    relations: { books: "Book" },
  },
  Author: {
    fields: {
      id: "integer",
      name: "text",
      email: "text",
      born: "date",
      rating: "float",
      active: "boolean",
    },
    relations: {
      books: "Book",
      mentor: "Author",
      students: "Author",
      profile: "Profile",
      authorships: "Authorship",
    },
  },
  Profile: {
    fields: { id: "integer", bio: "text", visits: "integer" },
    relations: { author: "Author" },
  },
  Tag: { fields: { id: "integer", name: "text" }, relations: { books: "Book" } },
  Book: {
    fields: {
      id: "integer",
      title: "text",
      isbn: "text",
      pages: "integer",
      price: "decimal",
      published: "date",
      added: "moment",
      lang: "text",
      in_print: "boolean",
    },
    relations: {
      publisher: "Publisher",
      authors: "Author",
      tags: "Tag",
      reviews: "Review",
      authorships: "Authorship",
      sequel_of: "Book",
      sequels: "Book",
    },
  },
  Authorship: {
    fields: { id: "integer", role: "text", position: "integer" },
    relations: { book: "Book", author: "Author" },
  },
  Review: {
    fields: { id: "integer", reviewer: "text", stars: "integer", created: "moment" },
    relations: { book: "Book" },
  },
};

const values = {
  integer: [0, 1, 2, 3, 5, 7, 10, 45, 80, 120, 300, 450, -1, 99],
  text: ["Dune Road", "Ann Lee", "sf", "classic", "en", "fr", "us", "a", "e", "writer", "lee", ""],
  date: [
    { $date: "2001-05-17" },
    { $date: "2010-01-01" },
    { $date: "1950-01-15" },
    { $date: "2024-12-30" },
    { $date: "1899-12-31" },
  ],
  boolean: [true, false],
  float: [3, 4.5, 2.25, 5],
  decimal: [
    { $decimal: "7.99" },
    { $decimal: "12.50" },
    { $decimal: "0.99" },
    { $decimal: "99.99" },
  ],
  moment: [
    { $datetime: "2024-01-15T10:30:00Z" },
    { $datetime: "2024-06-15T12:00:00Z" },
    { $datetime: "2024-10-27T01:30:00Z" },
  ],
} as const satisfies Readonly<Record<Kind, readonly [unknown, ...unknown[]]>>;

const lookups: Readonly<Record<Kind, readonly [string, ...string[]]>> = {
  integer: ["exact", "gt", "gte", "lt", "lte", "in", "isnull", "range"],
  text: ["exact", "iexact", "contains", "icontains", "startswith", "in", "isnull", "gt"],
  date: ["exact", "gt", "lte", "isnull", "year", "month__gte", "week_day", "quarter"],
  boolean: ["exact", "isnull"],
  float: ["exact", "gt", "lt", "isnull", "in"],
  decimal: ["exact", "gt", "lte", "isnull", "in"],
  moment: ["gt", "lte", "year", "month", "date", "hour__gt"],
};

const NUMBERS: ReadonlySet<Kind> = new Set(["integer", "float", "decimal"]);

/** Names of annotations, by the kind of what they are. */
type Notes = Map<string, Kind>;

export function randomQuery(random: Random): QuerySpec {
  const model = anyOf(random, Object.keys(models));
  const chain: [string, ...unknown[]][] = [];
  const notes: Notes = new Map();
  let grouped = false;
  for (let links = 1 + random.below(5); links > 0; links -= 1) {
    const link = randomLink(random, model, notes);
    if (link[0] === "values") {
      if (grouped || notes.size > 0) continue;
      grouped = true;
    }
    chain.push(link);
  }
  return finished(random, model, chain, notes, grouped);
}

function randomLink(random: Random, model: string, notes: Notes): [string, ...unknown[]] {
  const kind = random.pick([
    "filter",
    "filter",
    "filter",
    "exclude",
    "exclude",
    "annotate",
    "values",
  ]);
  if (kind === "values") return ["values", plainField(random, model)];
  if (kind === "annotate") {
    const name = `n${notes.size}`;
    const [expression, type] = aggregate(random, model);
    notes.set(name, type);
    return ["annotate", { [name]: expression }];
  }
  return [
    kind,
    condition(random, model, notes, 2),
    ...random.times(1, () => condition(random, model, notes, 1)),
  ];
}

/** Objects by their key in an order that leaves nothing open, or groups as a set, or how many there are. */
function finished(
  random: Random,
  model: string,
  chain: [string, ...unknown[]][],
  notes: Notes,
  grouped: boolean,
): QuerySpec {
  if (grouped && notes.size === 0) {
    const [expression, type] = aggregate(random, model);
    chain.push(["annotate", { n: expression }]);
    notes.set("n", type);
  }
  if (random.chance(0.15)) return { model, chain, result: "count" };
  if (grouped) return { model, chain, result: "set" };
  if (random.chance(0.2)) {
    const shown = [plainField(random, model), ...notes.keys()];
    return { model, chain: [...chain, ["distinct"], ["values_list", ...shown]], result: "set" };
  }
  const order = random.times(2, () => orderName(random, model, notes));
  chain.push(["order_by", ...order, "pk"]);
  if (random.chance(0.3)) chain.push(["slice", random.below(3), 3 + random.below(4)]);
  chain.push(["values_list", "pk", ...shownNames(random, model, notes)]);
  return { model, chain, result: isSettled(order) ? "rows" : "set" };
}

/** Rows joined to several others come once for each, in whatever order. */
function isSettled(order: readonly string[]): boolean {
  return order.every((name) => !name.includes("__"));
}

function shownNames(random: Random, model: string, notes: Notes): string[] {
  return [...random.times(1, () => plainField(random, model)), ...notes.keys()];
}

function orderName(random: Random, model: string, notes: Notes): string {
  const name =
    notes.size > 0 && random.chance(0.4)
      ? anyOf(random, [...notes.keys()])
      : random.chance(0.3)
        ? oneWay(random, model)
        : plainField(random, model);
  return random.chance(0.5) ? `-${name}` : name;
}

const ONE: ReadonlySet<string> = new Set([
  "publisher",
  "mentor",
  "profile",
  "author",
  "book",
  "sequel_of",
]);

/** A field across a relation to one. */
function oneWay(random: Random, model: string): string {
  const { relations } = modelNamed(model);
  const found = Object.keys(relations).filter((each) => ONE.has(each));
  if (found.length === 0) return plainField(random, model);
  const relation = anyOf(random, found);
  return `${relation}__${plainField(random, relations[relation] ?? model)}`;
}

function modelNamed(name: string): Model {
  const found = models[name];
  if (!found) throw new TypeError(`There is no model ${name}.`);
  return found;
}

function plainField(random: Random, model: string): string {
  return anyOf(random, Object.keys(modelNamed(model).fields));
}

/** A path to a field, across at most two relations, and the field's kind. */
function pathTo(random: Random, model: string, depth = 2): [string, Kind] {
  const { fields, relations } = modelNamed(model);
  if (depth > 0 && random.chance(0.5)) {
    const relation = anyOf(random, Object.keys(relations));
    const [rest, kind] = pathTo(random, relations[relation] ?? model, depth - 1);
    return [`${relation}__${rest}`, kind];
  }
  const name = plainField(random, model);
  return [name, fields[name] ?? "text"];
}

function condition(random: Random, model: string, notes: Notes, depth: number): Data {
  if (depth > 0 && random.chance(0.3)) {
    const join = random.pick(["and", "or", "or", "xor", "not"]);
    const inner = () => condition(random, model, notes, depth - 1);
    return join === "not"
      ? { not: inner() }
      : { [join]: [inner(), inner(), ...random.times(1, inner)] };
  }
  const first = leaf(random, model, notes);
  return random.chance(0.5) ? first : { ...first, ...leaf(random, model, notes) };
}

function leaf(random: Random, model: string, notes: Notes): Data {
  if (notes.size > 0 && random.chance(0.3)) {
    const name = anyOf(random, [...notes.keys()]);
    const kind = notes.get(name) ?? "integer";
    return compared(random, name, kind);
  }
  if (random.chance(0.1)) return relationNull(random, model);
  const [path, kind] = pathTo(random, model);
  if (random.chance(0.08)) {
    const [other] = sameKind(random, model, kind);
    if (other) return { [path]: { $F: other } };
  }
  return compared(random, path, kind);
}

function sameKind(random: Random, model: string, kind: Kind): string[] {
  const { fields } = modelNamed(model);
  const found = Object.keys(fields).filter((name) => fields[name] === kind);
  return found.length > 0 ? [anyOf(random, found)] : [];
}

function relationNull(random: Random, model: string): Data {
  const relation = anyOf(random, Object.keys(modelNamed(model).relations));
  return { [`${relation}__isnull`]: random.chance(0.5) };
}

function compared(random: Random, path: string, kind: Kind): Data {
  const lookup = random.pick(lookups[kind]);
  const value = (): unknown => random.pick(values[kind]);
  const key = lookup === "exact" ? path : `${path}__${lookup}`;
  if (lookup === "isnull") return { [key]: random.chance(0.5) };
  if (lookup === "in") return { [key]: [value(), value(), ...random.times(2, value)] };
  if (lookup === "range") return { [key]: [random.below(100), 100 + random.below(400)] };
  const part = lookup.split("__")[0] ?? "";
  const parts: Readonly<Record<string, () => unknown>> = {
    date: () => random.pick(values.date),
    hour: () => random.below(24),
    month: () => 1 + random.below(12),
    quarter: () => 1 + random.below(4),
    week_day: () => 1 + random.below(7),
    year: () => random.pick([1950, 2001, 2010, 2024]),
  };
  return { [key]: (parts[part] ?? value)() };
}

function aggregate(random: Random, model: string): [Data, Kind] {
  const name = random.pick(["Count", "Count", "Sum", "Max", "Min"]);
  let [path, kind] = pathTo(random, model);
  if (name === "Sum") {
    for (let tries = 0; tries < 20 && !NUMBERS.has(kind); tries += 1) {
      [path, kind] = pathTo(random, model);
    }
    if (!NUMBERS.has(kind)) [path, kind] = ["id", "integer"];
  }
  if (kind === "boolean" || kind === "moment") [path, kind] = ["id", "integer"];
  const filter = random.chance(0.2) ? { filter: condition(random, model, new Map(), 1) } : {};
  const distinct = name === "Count" && random.chance(0.4) ? { distinct: true } : {};
  return [{ $agg: name, of: path, ...filter, ...distinct }, name === "Count" ? "integer" : kind];
}

/** @throws {TypeError} There is none to choose. */
function anyOf(random: Random, choices: readonly string[]): string {
  const [first, ...rest] = choices;
  if (first === undefined) throw new TypeError("There is nothing to choose from.");
  return random.pick([first, ...rest]);
}
