import { inspect } from "node:util";
import { metaOf } from "../../query/index.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { infoOf } from "../meta/registry.ts";
import { initialise } from "./initialise.ts";
import { labelOf } from "./label.ts";
import { newState, type State } from "./state.ts";
import { templateAttribute, templateAttributeOf } from "./template.ts";
import { refuseJson, toJson } from "./to-json.ts";

/** In place of an object's data: its columns are set by who reads it from a row. */
export const fromRow: unique symbol = Symbol("from a row");

/**
 * What every object of a model can do. The methods that reach the database stand in `methods.ts`, which
 * puts them here, so that queries may know objects without a circle.
 */
export class ModelBase {
  #state: State | undefined;

  constructor(data: object | typeof fromRow = {}) {
    if (data === fromRow) return;
    this.#state = newState(true);
    initialise(this, infoOf(new.target), data);
  }

  /** The state of an object; one read whole from the usual database has none until it is asked for. */
  static stateOf(object: ModelBase): State {
    return (object.#state ??= newState(false));
  }

  /** The same, as far as there is one. */
  static knownStateOf(object: ModelBase): State | undefined {
    return object.#state;
  }

  /** The model, for queries that are given the object. */
  get [metaOf](): ModelInfo {
    return infoOf(this.constructor);
  }

  /** The value of the primary key. */
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

  /** Whether both are of one row: of the same model, or a proxy of it, with the same key. */
  equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof ModelBase)) return false;
    const [mine, its] = [infoOf(this.constructor), infoOf(other.constructor)];
    const { pk } = this;
    return mine.concrete === its.concrete && pk !== null && pk !== undefined && pk === other.pk;
  }

  /** What templates mean by `==` and `in`. */
  [Symbol.for("mkweb.equals")](other: unknown): boolean {
    return this.equals(other);
  }

  /** For a model to override: throws a ValidationError if its fields do not go together. */
  clean(): void | Promise<void> {
    // A model's own says what its fields must be together.
  }

  toString(): string {
    return labelOf(this);
  }

  /** A plain object of some fields, for JSON: `toJson(["id", "title"])`. */
  toJson(names: readonly string[]): Readonly<Record<string, unknown>> {
    return toJson(this, names);
  }

  /** @throws {TypeError} Always: what may be shown of an object is said field by field. */
  toJSON(): never {
    return refuseJson(this);
  }

  [inspect.custom](): string {
    return `<${this.constructor.name}: ${this.toString()}>`;
  }

  /** What templates see under one of Django's names. */
  [templateAttribute](name: string): unknown {
    return templateAttributeOf(this, name);
  }
}

/** {@link ModelBase.stateOf} */
export const stateOf = (object: ModelBase): State => ModelBase.stateOf(object);

/** {@link ModelBase.knownStateOf} */
export const knownStateOf = (object: ModelBase): State | undefined =>
  ModelBase.knownStateOf(object);
