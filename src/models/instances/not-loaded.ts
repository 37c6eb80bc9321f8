import { metaOf, type ModelMeta } from "../../query/index.ts";
import { rowKey } from "./row-key.ts";

export interface NotLoadedOptions {
  /** The object that has the relation. */
  readonly owner: object;
  /** `Book.author`, for the error. */
  readonly label: string;
  /** Name of the relation, for selectRelated(). */
  readonly name: string;
  /** The related model. */
  readonly meta: ModelMeta;
  /** The related model's name of the key that this side stores, and the key. */
  readonly key?: readonly [attribute: string, value: unknown];
  /** Loads the object. */
  readonly load: () => Promise<unknown>;
}

/** The loader's name for templates. */
const loader: unique symbol = Symbol.for("mkweb.load") as never;

/** A relation was used that is not loaded. */
export class NotLoadedError extends TypeError {
  override readonly name = "NotLoadedError";
  /** The object that has the relation. */
  readonly owner: object;
  /** Name of the relation, for selectRelated(). */
  readonly relation: string;
  readonly [loader]: () => Promise<unknown>;

  constructor({ label, name, owner, load }: Omit<NotLoadedOptions, "meta" | "key">) {
    super(`${label} is not loaded: await it, or read it along with selectRelated("${name}").`);
    this.owner = owner;
    this.relation = name;
    this[loader] = load;
  }
}

/** Stands for a related object before it is loaded: `await` loads it, everything else explains how. */
export function notLoaded({
  owner,
  label,
  name,
  meta,
  key,
  load,
}: NotLoadedOptions): PromiseLike<unknown> {
  let loading: Promise<unknown> | undefined;
  const read = (): Promise<unknown> => (loading ??= load());
  const known: object = Object.assign(Object.create(unread) as object, {
    then: (...handlers: Parameters<Promise<unknown>["then"]>) => read().then(...handlers),
    [metaOf]: meta,
    [rowKey]: key?.[1],
  });
  const refuse = (): never => {
    throw new NotLoadedError({ label, name, owner, load: read });
  };
  return new Proxy(known, {
    get(found, property) {
      if (property === "then" || typeof property === "symbol") return Reflect.get(found, property);
      return key && (property === key[0] || property === "pk") ? key[1] : refuse();
    },
    set: refuse,
  }) as PromiseLike<unknown>;
}

/** Prototype that distinguishes it from a plain object, which may be a condition. */
const unread: object = Object.freeze(Object.create(Object.prototype));
