import { createModel, type ModelClass } from "./define-model.ts";
import type { FieldBuilder, ModelClass as AnyModel } from "./fields/declaration.ts";
import { defineAccessors } from "./instances/accessors.ts";
import { ModelBase } from "./instances/model-base.ts";
import type { DeclaredOptions } from "./meta/options.ts";
import type { Fields, Later } from "./types/field.ts";
import type { AbstractInstance } from "./types/model-object.ts";
import type { ModelOptions } from "./types/options.ts";
import type { WithId } from "./types/row.ts";

/** Fields, options and methods that several models share, without a table. Django's `abstract = True`. */
export interface AbstractClass<A extends Fields, Base = unknown> {
  new (): AbstractInstance<A> & Base;
  /** Like the function of this name, with the shared fields first. */
  defineModel<B, F extends Later, const P extends Fields, Q = unknown>(
    this: { readonly prototype: B },
    self: F,
    fields: P,
    options?: ModelOptions<WithId<A & P>, Q>,
  ): ModelClass<F, WithId<A & P>, Q, B>;
  /** Like the function of this name, extending these fields and methods. */
  abstractModel<B, const P extends Fields>(
    this: { readonly prototype: B },
    fields: P,
    options?: ModelOptions<A & P>,
  ): AbstractClass<A & P, B>;
}

/**
 * Declares the shared parts of several models: `class Dated extends abstractModel({ made: fields.datetime() }) {}`, then
 * `class Post extends Dated.defineModel(() => Post, { ... }) {}`.
 *
 * @param options Defaults for options that a model does not set itself. In names of indexes and constraints
 *   `%(app_label)s` and `%(class)s` are replaced by the model's.
 *
 * @example
 * const Dated = abstractModel({ made: fields.datetime() }, { ordering: ["-made"] });
 * class Post extends Dated.defineModel(() => Post, { title: fields.char(200) }) {}
 */
export function abstractModel<const A extends Fields>(
  fields: A,
  options: ModelOptions<A> = {},
): AbstractClass<A> {
  return createAbstract(fields as never, options, ModelBase) as never;
}

type Declared = Readonly<Record<string, FieldBuilder>>;
type Constructor = new (...args: never[]) => ModelBase;

function createAbstract(shared: Declared, options: DeclaredOptions, base: Constructor): object {
  class Abstract extends base {
    static defineModel(
      self: () => unknown,
      own: Declared,
      ownOptions: DeclaredOptions = {},
    ): AnyModel {
      const both = { ...inheritable(options), ...ownOptions };
      return createModel(self, { ...shared, ...own }, both, { base: this });
    }

    static abstractModel(own: Declared, ownOptions: DeclaredOptions = {}): object {
      const both = { ...options, ...ownOptions };
      return createAbstract({ ...shared, ...own }, both, this);
    }
  }
  defineAccessors(Abstract.prototype, shared);
  return Abstract;
}

/** The name of a table cannot be shared. */
function inheritable(options: DeclaredOptions): DeclaredOptions {
  const { dbTable, ...others } = options;
  return dbTable === undefined ? options : others;
}
