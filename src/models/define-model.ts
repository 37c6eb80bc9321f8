import { FieldBuilder, type ModelClass as AnyModel } from "./fields/declaration.ts";
import { ImproperlyConfigured } from "../conf/index.ts";
import { defineAccessors } from "./instances/accessors.ts";
import { ModelBase } from "./instances/model-base.ts";
import "./connect.ts";
import { declarationOf, declare } from "./meta/declared.ts";
import type { DeclaredOptions } from "./meta/options.ts";
import type { Registry } from "./meta/registry.ts";
import { querySetOf } from "./queries/query-set.ts";
import type { QuerySet } from "./queries/query-set.ts";
import type { Fields, Later, Target } from "./types/field.ts";
import type { Instance } from "./types/model-object.ts";
import type { ModelOptions } from "./types/options.ts";
import type { New, WithId } from "./types/row.ts";

/** A model class. */
export interface ModelClass<F extends Later, P extends Fields, Q, Base = unknown> {
  new (data: New<Target<F>>): Instance<F, P> & Base;
  /** All rows of the model, like Django's default manager. */
  readonly objects: unknown extends Q ? QuerySet<Target<F>> : Q;
  /**
   * Declares a model that extends this one: with its own table beside this one's (Django's multi-table inheritance), or
   * with `{ proxy: true }` for the same table.
   */
  defineModel<B, F2 extends Later, const P2 extends Fields, Q2 = unknown>(
    this: { readonly prototype: B },
    self: F2,
    fields: P2,
    options?: ModelOptions<P & P2, Q2>,
  ): ModelClass<F2, P & P2, Q2, B>;
}

/**
 * Declares a model: `class Question extends defineModel(() => Question, { ... }) {}`, exported from an
 * app's `models.ts`. A field `id` is added unless another is `.primary()`.
 *
 * @param self Returns the class itself, so that `Question.objects` has its methods.
 * @param fields Fields from {@link fields}.
 * @throws {ImproperlyConfigured} If the arguments are invalid, as may happen in uncompiled code.
 *
 * @example
 * class Book extends defineModel(
 *   () => Book,
 *   { title: fields.char(200), pages: fields.integer().default(0) },
 *   { ordering: ["title"] },
 * ) {}
 */
export function defineModel<F extends Later, const P extends Fields, Q = unknown>(
  self: F,
  fields: P,
  options: ModelOptions<WithId<P>, Q> = {},
): ModelClass<F, WithId<P>, Q> {
  return createModel(self as never, fields as never, options) as never;
}

/** Implements {@link defineModel}, also for classes that extend another and for other registries. */
export function createModel(
  self: () => unknown,
  fields: Readonly<Record<string, FieldBuilder>>,
  options: DeclaredOptions,
  { parent, base = ModelBase, registry }: CreateOptions = {},
): AnyModel {
  refuseOther(self, fields);
  class Model extends (parent ?? base) {
    static get objects(): unknown {
      return querySetOf(this);
    }

    static defineModel(
      self: () => unknown,
      fields: never,
      options: DeclaredOptions = {},
    ): AnyModel {
      return createModel(self, fields, options, {
        parent: this as unknown as Constructor,
        ...(registry && { registry }),
      });
    }
  }
  declare(Model, { self, fields, options, ...(parent && { parent }) }, registry);
  defineAccessors(Model.prototype, fields);
  return Model;
}

const example = "class Question extends defineModel(() => Question, { text: fields.char(200) }) {}";

function refuseOther(self: unknown, fields: unknown): void {
  if (typeof self !== "function") {
    throw new ImproperlyConfigured(
      `defineModel() takes a function that returns the class first, and got ${typeof self === "string" ? JSON.stringify(self) : typeof self}.`,
      { hint: `Write: ${example}` },
    );
  }
  const wrong = Object.entries(fields ?? {}).find(([, field]) => !(field instanceof FieldBuilder));
  if (typeof fields === "object" && fields !== null && wrong === undefined) return;
  throw new ImproperlyConfigured(
    wrong === undefined
      ? `defineModel() takes the model's fields second, and got ${typeof fields}.`
      : `${JSON.stringify(wrong[0])} of a model is not a field: ${typeof wrong[1]}.`,
    { hint: `A field is made by a function of "fields" in mkweb/db: ${example}` },
  );
}

type Constructor = new (...args: never[]) => ModelBase;

interface CreateOptions {
  /** The parent model. */
  readonly parent?: Constructor;
  /** The abstract base class. */
  readonly base?: Constructor;
  readonly registry?: Registry;
}

/** Whether a value is a model class, created by `defineModel` or extending one. */
export function isModel(value: unknown): value is AnyModel {
  const declared = declarationOf(value);
  return declared !== undefined && declared.self() === value;
}
