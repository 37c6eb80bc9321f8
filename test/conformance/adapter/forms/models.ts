/** The models of a form case on a database of their own, their rows, and the values that stand for them. */
import { completeSettings, env } from "../../../../src/conf/index.ts";
import { closeConnections } from "../../../../src/connections/index.ts";
import {
  closeModels,
  defineModel,
  fields,
  gt,
  gte,
  infoOf,
  lt,
  lte,
  models as registry,
  ModelBase,
  setupModels,
  type AnyQuerySet,
  type ModelInfo,
} from "../../../../src/models/index.ts";
import { createTables } from "../../../models/tables.ts";
import type { Given } from "../protocol.ts";
import { camel } from "./names.ts";
import { makeError, makeValidator, type ErrorSpec } from "./validators.ts";
import { decode, encodeModelValue } from "./values.ts";

type Spec = Readonly<Record<string, unknown>>;
type Model = (new (data?: object) => ModelBase) & { readonly objects: AnyQuerySet };

interface ModelSpec {
  readonly fields?: Readonly<Record<string, Spec>>;
  readonly meta?: Spec;
  readonly str?: string;
  readonly rules?: readonly { readonly do: readonly Spec[] }[];
}

type ModelsGiven = Given & {
  readonly models?: Readonly<Record<string, ModelSpec>>;
  readonly rows?: Readonly<Record<string, readonly Spec[]>>;
};

interface Site {
  readonly models: ReadonlyMap<string, Model>;
  /** Objects that values of the case name, by model and key. */
  readonly known: Map<string, ModelBase>;
}

let site: Site = { models: new Map(), known: new Map() };

export function modelNamed(name: unknown): Model {
  const model = site.models.get(String(name));
  if (!model) throw new TypeError(`The case has no model ${String(name)}.`);
  return model;
}

/** Does the work with the models of a case on an empty database, after its rows were put in. */
export async function withModels<T>(
  given: ModelsGiven,
  doing: unknown,
  work: () => Promise<T>,
): Promise<T> {
  const specs = given.models ?? {};
  if (Object.keys(specs).length === 0) return work();
  process.env["FORMS_DATABASE"] = "sqlite::memory:";
  const settings = completeSettings({
    SECRET_KEY: "conformance",
    BASE_DIR: new URL("./", import.meta.url),
    DATABASES: { default: env.database("FORMS_DATABASE") },
    ...given.settings,
  });
  site = { models: new Map(), known: new Map() };
  const classes = site.models as Map<string, Model>;
  for (const [name, spec] of Object.entries(specs)) classes.set(name, makeModel(name, spec));
  setupModels(settings, [{ label: "app", models: [...classes.values()] }]);
  try {
    await createTables(registry.models);
    await putRows(given.rows ?? {});
    await know([given, doing]);
    return await work();
  } finally {
    closeModels();
    await closeConnections(settings);
  }
}

function makeModel(name: string, spec: ModelSpec): Model {
  const declared = Object.fromEntries(
    Object.entries(spec.fields ?? {}).map(([field, each]) => [field, makeModelField(each)]),
  );
  const Base = defineModel(
    (() => site.models.get(name)) as never,
    declared as never,
    optionsOf(spec.meta ?? {}) as never,
  ) as unknown as Model;
  const holder = {
    [name]: class extends Base {
      override toString(): string {
        return spec.str === undefined ? super.toString() : String(Reflect.get(this, spec.str));
      }

      override clean(): void {
        for (const action of (spec.rules ?? []).flatMap((rule) => rule.do)) act(this, action);
      }
    },
  };
  return holder[name] as unknown as Model;
}

function act(object: object, { raise, set }: Spec): void {
  if (raise !== undefined) throw makeError(raise as ErrorSpec);
  Object.assign(object, toModel(decode(set ?? {})));
}

/** Classes of Django that have another name here, or options of their own. */
const kinds: Readonly<Record<string, string>> = {
  CharField: "char",
  GenericIPAddressField: "genericIPAddress",
  JSONField: "json",
  URLField: "url",
  UUIDField: "uuid",
  DateTimeField: "datetime",
  ForeignKey: "foreignKey",
  OneToOneField: "oneToOne",
  ManyToManyField: "manyToMany",
};

const limitLookups: Readonly<Record<string, (value: never) => unknown>> = { gt, gte, lt, lte };

function kindOf(field: string): string {
  const name = field.replace(/Field$/, "");
  return kinds[field] ?? name.charAt(0).toLowerCase() + name.slice(1);
}

interface Builder {
  nullable(): Builder;
  unique(): Builder;
  primary(): Builder;
  default(value: unknown): Builder;
  dbColumn(name: string): Builder;
}

function makeModelField(spec: Spec): unknown {
  const {
    field,
    to,
    null: nullable,
    unique,
    primary_key,
    default: initial,
    on_delete,
    ...rest
  } = spec;
  const name = kindOf(String(field));
  const isRelation = to !== undefined;
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) options[camel(key)] = optionOf(key, value);
  if (isRelation && name !== "manyToMany") {
    options["onDelete"] = String(on_delete ?? "CASCADE")
      .toLowerCase()
      .replaceAll("_", " ");
  }
  const make = Reflect.get(fields, name) as (...args: readonly unknown[]) => Builder;
  const target = (): unknown => modelNamed(to);
  let built = isRelation ? make(target, options) : make(options);
  if (nullable === true) built = built.nullable();
  if (unique === true) built = built.unique();
  if (primary_key === true) built = built.primary();
  if (initial !== undefined) built = built.default(defaultOf(initial));
  return built;
}

function optionOf(key: string, value: unknown): unknown {
  if (key === "validators") return (value as readonly unknown[]).map(makeValidator);
  if (key === "limit_choices_to") return limitOf(decode(value));
  if (key === "protocol")
    return String(value) === "both" ? "both" : String(value).replace(/^ipv/i, "IPv");
  return toModel(decode(value));
}

export function limitOf(limit: unknown): unknown {
  if (typeof limit === "function") return () => conditionOf((limit as () => Spec)());
  return conditionOf(limit as Spec);
}

export function conditionOf(spec: Spec): object {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => {
      const [name = "", lookup] = key.split("__");
      return [name, lookup === undefined ? value : limitLookups[lookup]?.(value as never)];
    }),
  );
}

function defaultOf(value: unknown): unknown {
  const given = decode(value);
  if (typeof given === "function") return () => toModel((given as () => unknown)());
  const made = toModel(given);
  return typeof made === "object" && made !== null && !(made instanceof Date)
    ? structuredClone(made)
    : made;
}

interface ConstraintSpec {
  readonly unique?: {
    readonly fields: readonly string[];
    readonly name: string;
    readonly condition?: Spec;
  };
  readonly check?: Spec & { readonly name: string; readonly condition: Spec };
}

function optionsOf(meta: Spec): object {
  const constraints = (meta["constraints"] ?? []) as readonly ConstraintSpec[];
  return {
    ...(meta["ordering"] !== undefined && { ordering: meta["ordering"] }),
    ...(meta["unique_together"] !== undefined && {
      uniqueTogether: together(meta["unique_together"]),
    }),
    constraints: constraints.map(constraintOf),
  };
}

function together(given: unknown): unknown {
  const list = given as readonly unknown[];
  return typeof list[0] === "string" ? [list] : list;
}

function constraintOf({ unique, check }: ConstraintSpec): object {
  const { condition, ...rest } = (unique ?? check ?? {}) as Spec;
  const more = Object.fromEntries(Object.entries(rest).map(([key, value]) => [camel(key), value]));
  const { fields: names, ...options } = more;
  const held = condition === undefined ? undefined : conditionOf(condition as Spec);
  if (check) return { ...options, check: held };
  return { ...options, unique: names, ...(held && { condition: held }) };
}

/** A value of a case as models hold it. */
export function toModel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toModel);
  if (typeof value !== "object" || value === null) return value;
  if ("epoch" in value) return new Date(Number(value.epoch));
  const name = value.constructor.name;
  if (["PlainDate", "PlainTime", "DecimalText"].includes(name)) return String(value);
  return value;
}

async function putRows(rows: Readonly<Record<string, readonly Spec[]>>): Promise<void> {
  for (const [name, list] of Object.entries(rows)) {
    const model = modelNamed(name);
    const { manyToMany } = infoOf(model);
    for (const row of list) {
      const many = manyToMany.filter((each) => Object.hasOwn(row, each.name));
      const own = Object.entries(row).filter(([key]) => !many.some((each) => each.name === key));
      const object = await model.objects.create(
        Object.fromEntries(own.map(([key, value]) => [attributeOf(key), toModel(decode(value))])),
      );
      for (const each of many) {
        await (Reflect.get(object, each.name) as { set(keys: unknown): Promise<void> }).set(
          row[each.name],
        );
      }
    }
  }
}

const attributeOf = (key: string): string => key.replace(/_id$/, "Id");

/** Reads the objects that values of the case name. */
async function know(value: unknown): Promise<void> {
  if (typeof value !== "object" || value === null) return;
  const marked = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(marked["$row"])) return learn(marked["$row"][0], [marked["$row"][1]]);
  if (Array.isArray(marked["$rows"]))
    return learn(marked["$rows"][0], marked["$rows"][1] as unknown[]);
  for (const each of Object.values(value)) await know(each);
}

async function learn(name: unknown, keys: readonly unknown[]): Promise<void> {
  for (const pk of keys) {
    const object = await modelNamed(name).objects.get({ pk });
    site.known.set(`${String(name)} ${String(pk)}`, object as ModelBase);
  }
}

export function knownRow(name: unknown, pk: unknown): ModelBase | undefined {
  return site.known.get(`${String(name)} ${String(pk)}`);
}

export async function instanceOf(spec: unknown): Promise<unknown> {
  if (spec === null || spec === undefined) return spec;
  const { model, pk, new: attributes } = spec as Spec;
  if (attributes === undefined) return modelNamed(model).objects.get({ pk });
  const data = Object.entries(attributes as Spec).map(([key, value]) => [
    attributeOf(key),
    toModel(decode(value)),
  ]);
  return new (modelNamed(model))(Object.fromEntries(data) as object);
}

/** The rows that a case means. */
export function querySetOf(spec: unknown): AnyQuerySet {
  if (typeof spec === "string") return modelNamed(spec).objects.all();
  const { model, filter, order_by, none } = spec as Spec;
  let set = modelNamed(model).objects.all();
  if (filter !== undefined) set = set.filter(conditionOf(filter as Spec));
  if (order_by !== undefined) set = set.orderBy(...([order_by].flat() as string[]));
  return none === true ? (set as AnyQuerySet & { none(): AnyQuerySet }).none() : set;
}

/** The attributes of an object, by Django's names. */
export function attributesOf(object: object): Record<string, unknown> {
  const info: ModelInfo = infoOf(object.constructor);
  return Object.fromEntries(
    [...info.fields.values()].map((field) => {
      const name = field.target ? `${field.name}_id` : field.name;
      return [
        name,
        encodeModelValue(Reflect.get(object, field.isFile ? field.name : field.attribute), field),
      ];
    }),
  );
}

/** All rows of all tables. */
export async function allRows(): Promise<Record<string, unknown>> {
  const tables: Record<string, unknown> = {};
  for (const [name, model] of site.models) {
    const { manyToMany } = infoOf(model);
    const rows: unknown[] = [];
    for (const object of await model.objects.all().orderBy("pk")) {
      const row = attributesOf(object);
      for (const each of manyToMany) {
        const others = (await (Reflect.get(object, each.name) as AnyQuerySet).all()) as ModelBase[];
        row[each.name] = others
          .map(({ pk }) => pk)
          .sort((one, other) => Number(one) - Number(other));
      }
      rows.push(row);
    }
    tables[name] = rows;
  }
  return tables;
}
