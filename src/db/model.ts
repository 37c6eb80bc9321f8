import { inspect } from "node:util";
import {
  Collection,
  defineEntity,
  type EntityClass,
  type EntityProperty,
  type EntitySchema,
} from "@mikro-orm/core";
import { remember } from "./definitions.ts";
import { deleteInstance, type Deleted } from "./delete.ts";
import { fields } from "./fields.ts";
import type { Instance, ModelInstance, NewData, Properties } from "./instance.ts";
import { Manager } from "./manager.ts";
import { fullClean, type CleanOptions } from "./validation/full-clean.ts";
import type { DeclaredOptions, ModelOptions } from "./model-options.ts";
import { saveObject } from "./save.ts";
import { currentUnit } from "./unit-of-work.ts";

/** The class of a model. */
export interface Model<T extends object> {
  new (data?: NewData<T>): T;
  readonly objects: Manager<T>;
}

/**
 * Declares a model: `class Question extends defineModel("Question", { ... }) {}`, exported from an
 * app's `models.ts`. A field `id` is there unless another is `.primary()`.
 *
 * @param properties Fields from {@link fields}; those that name another model as functions.
 */
export function defineModel<const P extends Properties>(
  name: string,
  properties: P,
  options: ModelOptions<P> = {},
): Model<Instance<P>> {
  const own = ownCopies(properties);
  const schema = defineEntity({
    name,
    properties: hasPrimary(properties) ? own : { id: idField(), ...own },
    ...(options.dbTable === undefined ? {} : { tableName: options.dbTable }),
    ...(options.ordering && { orderBy: options.ordering.map(orderOf) }),
  });

  const model = createModelClass<Instance<P>>(name, schema as never);
  remember(model, schema as never, options as DeclaredOptions);
  return model;
}

/** The class of a model's objects, over its schema. */
export function createModelClass<T extends object>(name: string, schema: EntitySchema): Model<T> {
  class Base implements ModelInstance {
    constructor(data: object = {}) {
      const known: Readonly<Record<string, EntityProperty>> = schema.meta.properties;
      for (const field of Object.keys(data)) {
        if (!Object.hasOwn(known, field)) throw unexpected(name, field);
      }
      for (const [field, property] of Object.entries(known)) {
        const value: unknown = Reflect.get(data, field) ?? property.default;
        const isMany = ["m:n", "1:m"].includes(property.kind);
        if (isMany) Reflect.set(this, field, collectionOf(this, value));
        else if (Object.hasOwn(data, field) || value !== undefined) Reflect.set(this, field, value);
      }
    }

    async save(): Promise<this> {
      await saveObject(this, await currentUnit());
      return this;
    }

    delete(): Promise<Deleted> {
      return deleteInstance(this);
    }

    async refreshFromDb(): Promise<this> {
      await (await currentUnit()).em.refresh(this);
      return this;
    }

    fullClean(options?: CleanOptions): Promise<void> {
      return fullClean(this, options);
    }

    clean(): void {
      // A model's own says what its fields must be together.
    }

    toString(): string {
      return `${name} object (${String(Reflect.get(this, "id") ?? "None")})`;
    }

    [inspect.custom](): string {
      return `<${name}: ${this.toString()}>`;
    }

    static get objects(): Manager<T> {
      // Its subclass, as the user declared it, is the class of the rows.
      return new Manager(this as unknown as EntityClass<T>);
    }
  }
  Object.defineProperty(Base, "name", { value: name });
  // A template must not be able to call them.
  for (const method of ["save", "delete", "refreshFromDb"]) {
    Object.assign(Reflect.get(Base.prototype, method), { altersData: true });
  }
  return Base as unknown as Model<T>;
}

/** A relation to many, which `save` will write. */
function collectionOf(owner: object, value: unknown): Collection<object> {
  const items: readonly object[] = Array.isArray(value) ? value : [];
  const collection = new Collection<object>(owner, [...items]);
  collection.setDirty(items.length > 0);
  return collection;
}

/** MikroORM writes into what a field was declared with, and models may share fields. */
function ownCopies(properties: Properties): Properties {
  const copy = (field: object): object => ({ "~options": { ...Reflect.get(field, "~options") } });
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [
      name,
      typeof field === "function"
        ? () => copy(Reflect.apply(field, undefined, []))
        : copy(Object(field)),
    ]),
  );
}

function idField() {
  return fields.bigInteger().primary().autoincrement();
}

function hasPrimary(properties: Properties): boolean {
  return Object.values(properties).some(
    (field) =>
      typeof field === "object" &&
      field !== null &&
      Reflect.get(Object(Reflect.get(field, "~options")), "primary") === true,
  );
}

function orderOf(name: string): Record<string, "asc" | "desc"> {
  return name.startsWith("-") ? { [name.slice(1)]: "desc" } : { [name]: "asc" };
}

function unexpected(model: string, field: string): TypeError {
  return new TypeError(`${model}() got an unexpected keyword argument '${field}'`);
}
