import { abstractModel, defineModel, fields, gt, gte } from "../../../../src/models/index.ts";
import {
  camel,
  type FieldSpec,
  type ModelClass,
  type MetaSpec,
  type ModelSpec,
  type SchemaSpec,
} from "./spec.ts";

/** The classes of the cases' models, by app and name. */
export type Classes = ReadonlyMap<string, ReadonlyMap<string, ModelClass>>;

/** A class that `defineModel` makes, or an abstract one: both make further ones. */
interface Maker {
  defineModel(
    self: () => unknown,
    fields: object,
    options: object,
  ): new (...args: never[]) => object;
}

/** Declares the models of the cases as a project would. */
export function makeModels(schema: SchemaSpec): Classes {
  const apps = new Map<string, Map<string, ModelClass>>([["contenttypes", contentTypes()]]);
  const find = (name: string): ModelClass => {
    const [app, model = ""] = name.includes(".") ? name.split(".") : [undefined, name];
    const places = app === undefined ? [...apps.values()] : [apps.get(app)];
    const found = places.map((each) => each?.get(model)).find((each) => each !== undefined);
    if (found) return found;
    throw new TypeError(`The cases have no model ${name}.`);
  };
  for (const [app, { models }] of Object.entries(schema)) {
    const classes = new Map<string, ModelClass>();
    const abstract = new Map<string, Maker>();
    apps.set(app, classes);
    for (const [name, spec] of Object.entries(models)) {
      const declared = {
        ...declaredFields(spec, name, find),
        ...reverseFields(models, name, find),
      };
      if (spec.abstract === true) {
        abstract.set(name, abstractModel(declared as never, optionsOf(spec.meta) as never));
        continue;
      }
      const self = (): unknown => classes.get(name);
      const options = { ...optionsOf(spec.meta), ...(spec.proxy !== undefined && { proxy: true }) };
      const base = abstract.get(spec.extends ?? "") ?? parentOf(spec, find);
      const Base = base
        ? base.defineModel(self, declared, options)
        : (defineModel(self as never, declared as never, options as never) as never);
      classes.set(name, named(name, Base, spec.label ?? inheritedLabel(spec, models)));
    }
  }
  return apps;
}

function parentOf({ proxy, parent }: ModelSpec, find: (name: string) => ModelClass) {
  const name = proxy ?? parent;
  return name === undefined ? undefined : (find(name) as unknown as Maker);
}

function inheritedLabel(spec: ModelSpec, models: Readonly<Record<string, ModelSpec>>): string {
  const above = models[spec.parent ?? spec.proxy ?? ""];
  return above?.label ?? (above ? inheritedLabel(above, models) : "id");
}

/** A class of this name whose objects' text is one of their fields. */
function named(name: string, Base: new (...args: never[]) => object, label: string): ModelClass {
  const attribute = camel(label);
  const holder = {
    [name]: class extends Base {
      static readonly label = attribute;
      override toString(): string {
        return String(Reflect.get(this, attribute));
      }
    },
  };
  return holder[name] as unknown as ModelClass;
}

function contentTypes(): Map<string, ModelClass> {
  const classes = new Map<string, ModelClass>();
  const Base = defineModel(
    (() => classes.get("ContentType")) as never,
    { appLabel: fields.char(100), model: fields.char(100) },
    { dbTable: "django_content_type", uniqueTogether: [["appLabel", "model"]] },
  );
  classes.set("ContentType", named("ContentType", Base, "model"));
  return classes;
}

function declaredFields(spec: ModelSpec, name: string, find: (name: string) => ModelClass): object {
  return Object.fromEntries(
    Object.entries(spec.fields ?? {}).map(([field, each]) => [
      camel(field),
      declared(each, () => find(each.to === "self" ? name : (each.to ?? "")), find),
    ]),
  );
}

/** The other sides of relations that have a name for them. */
function reverseFields(
  models: Readonly<Record<string, ModelSpec>>,
  name: string,
  find: (name: string) => ModelClass,
): object {
  const made: Record<string, unknown> = {};
  for (const [other, { fields: specs = {} }] of Object.entries(models)) {
    for (const [field, { type, to, related_name: named }] of Object.entries(specs)) {
      const isHere = to === name || (to === "self" && other === name);
      if (!isHere || named === undefined || named.endsWith("+")) continue;
      const reverse = type === "o2o" ? fields.reverseOne : fields.reverse;
      made[camel(named)] = reverse(() => find(other), camel(field));
    }
  }
  return made;
}

/** What builders have, whatever the kind of field. */
interface Builder {
  nullable(): Builder;
  unique(): Builder;
  primary(): Builder;
  default(value: unknown): Builder;
}

function declared(
  spec: FieldSpec,
  to: () => ModelClass,
  find: (name: string) => ModelClass,
): unknown {
  const { relation, kind } = kindsOf(spec, to, find);
  if (relation) return relation();
  let builder = kind?.() as Builder;
  if (spec.null === true) builder = builder.nullable();
  if (spec.unique === true && spec.primary_key !== true) builder = builder.unique();
  if (spec.primary_key === true) builder = builder.primary();
  if (spec.default !== undefined) builder = builder.default(fresh(spec.default));
  return builder;
}

/** Objects must not share a default that can be changed. */
function fresh(value: unknown): unknown {
  return typeof value === "object" && value !== null ? () => structuredClone(value) : value;
}

type Kind = () => unknown;

function kindsOf(
  spec: FieldSpec,
  to: () => ModelClass,
  find: (name: string) => ModelClass,
): { readonly kind?: Kind; readonly relation?: Kind } {
  const names = {
    ...(spec.related_name !== undefined && { relatedName: camel(spec.related_name) }),
    ...(spec.related_query_name !== undefined && {
      relatedQueryName: camel(spec.related_query_name),
    }),
  };
  const choices = spec.choices === undefined ? {} : { choices: spec.choices };
  const moment = {
    ...(spec.auto_now === true && { autoNow: true }),
    ...(spec.auto_now_add === true && { autoNowAdd: true }),
  };
  const onDelete = spec.on_delete?.toLowerCase().replaceAll("_", " ");
  const {
    max_length: maxLength = 0,
    max_digits: maxDigits = 0,
    decimal_places: decimalPlaces = 0,
  } = spec;
  const kinds: Readonly<Record<string, Kind>> = {
    char: () => fields.char(maxLength, choices),
    text: () => fields.text(),
    integer: () => fields.integer(),
    positive_integer: () => fields.positiveInteger(),
    float: () => fields.float(),
    decimal: () => fields.decimal({ maxDigits, decimalPlaces }),
    boolean: () => fields.boolean(),
    date: () => fields.date(moment as never),
    datetime: () => fields.datetime(moment as never),
    time: () => fields.time(moment as never),
    duration: () => fields.duration(),
    json: () => fields.json(),
    uuid: () => fields.uuid(),
    fk: () => fields.foreignKey(to, { onDelete, ...names } as never),
    o2o: () => fields.oneToOne(to, { onDelete, ...names } as never),
  };
  const relations: Readonly<Record<string, Kind>> = {
    m2m: () =>
      fields.manyToMany(to, {
        ...names,
        ...(spec.symmetrical !== undefined && { symmetrical: spec.symmetrical }),
        ...(spec.through !== undefined && { through: () => find(spec.through ?? "") }),
      }),
    generic_fk: () => fields.genericForeignKey(),
    generic_relation: () => fields.genericRelation(to, names),
  };
  const [kind, relation] = [kinds[spec.type], relations[spec.type]];
  return { ...(kind && { kind }), ...(relation && { relation }) };
}

function optionsOf(meta: MetaSpec = {}): object {
  const { ordering, unique_together: together, constraints, get_latest_by: latest } = meta;
  return {
    ...(ordering && {
      ordering: ordering.map((name) =>
        name.replace(/^(-?)(.*)$/, (_, sign: string, rest: string) => sign + camel(rest)),
      ),
    }),
    ...(together && { uniqueTogether: together.map((names) => names.map(camel)) }),
    ...(latest !== undefined && { getLatestBy: camel(latest) }),
    ...(constraints && {
      constraints: constraints.map(({ name, unique, condition, check }) => ({
        name,
        ...(unique && { unique: unique.map(camel) }),
        ...(condition && { condition: compared(condition) }),
        ...(check && { check: compared(check) }),
      })),
    }),
  };
}

const comparisons = { gt, gte } as const;

function compared(condition: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(condition).map(([given, value]) => {
      const [name = "", lookup = ""] = given.split("__");
      const compare: (value: never) => unknown = Reflect.get(comparisons, lookup);
      return [camel(name), compare(value as never)];
    }),
  );
}
