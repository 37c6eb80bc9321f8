import { inspect } from "node:util";
import { metaOf } from "../../query/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { initialise } from "./initialise.ts";
import { labelOf } from "./label.ts";
import { newState, type State } from "./state.ts";
import { templateAttribute, templateAttributeOf } from "./template.ts";
import { refuseJson, toJson } from "./to-json.ts";

/** Passed instead of an object's data when the reader of a row sets its columns. */
export const fromRow: unique symbol = Symbol("from a row");

/**
 * The methods of every model object. `methods.ts` adds those that use the database, so that queries can import this
 * class without a cycle.
 */
export class ModelBase {
  #state: State | undefined;

  constructor(data: object | typeof fromRow = {}) {
    if (data === fromRow) return;
    this.#state = newState(true);
    initialise(this, infoOf(new.target), data);
  }

  /** Returns an object's state; objects read completely from the usual database get one on first use. */
  static stateOf(object: ModelBase): State {
    return (object.#state ??= newState(false));
  }

  /** Returns an object's state, if it has one already. */
  static knownStateOf(object: ModelBase): State | undefined {
    return object.#state;
  }

  /** The model, for queries that are given the object. */
  get [metaOf](): ModelInfo {
    return infoOf(this.constructor);
  }

  /** The primary key's value. */
  get pk(): unknown {
    const { primaryKey } = infoOf(this.constructor);
    const { parts } = primaryKey;
    if (parts) return parts.map(({ attribute }) => Reflect.get(this, attribute) as unknown);
    return Reflect.get(this, primaryKey.attribute);
  }

  set pk(value: unknown) {
    const { primaryKey } = infoOf(this.constructor);
    const { parts } = primaryKey;
    if (!parts) Reflect.set(this, primaryKey.attribute, value);
    else
      parts.forEach(({ attribute }, at) =>
        Reflect.set(this, attribute, Reflect.get(Object(value), at)),
      );
  }

  /** Whether both represent the same row: the same model or a proxy of it, and the same key. */
  equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof ModelBase)) return false;
    const [mine, its] = [infoOf(this.constructor), infoOf(other.constructor)];
    const { pk } = this;
    return mine.concrete === its.concrete && pk !== null && pk !== undefined && pk === other.pk;
  }

  /** Implements `==` and `in` of templates. */
  [Symbol.for("mkweb.equals")](other: unknown): boolean {
    return this.equals(other);
  }

  /** Override it to throw a ValidationError if fields do not fit together. */
  clean(): void | Promise<void> {
    // Models override this.
  }

  toString(): string {
    return labelOf(this);
  }

  /** Returns a plain object with some fields, for JSON: `toJson(["id", "title"])`. */
  toJson(names: readonly string[]): Readonly<Record<string, unknown>> {
    return toJson(this, names);
  }

  /** @throws {TypeError} Always: choose the fields to show. */
  toJSON(): never {
    return refuseJson(this);
  }

  [inspect.custom](): string {
    return `<${this.constructor.name}: ${this.toString()}>`;
  }

  /** Attributes of templates under Django's names. */
  [templateAttribute](name: string): unknown {
    return templateAttributeOf(this, name);
  }
}

/** {@link ModelBase.stateOf} */
export const stateOf = (object: ModelBase): State => ModelBase.stateOf(object);

/** {@link ModelBase.knownStateOf} */
export const knownStateOf = (object: ModelBase): State | undefined =>
  ModelBase.knownStateOf(object);
