import { metaOf, type ModelMeta } from "../../query/index.ts";
import { rowKey } from "./row-key.ts";

export interface NotLoadedOptions {
  /** The object whose relation it is. */
  readonly owner: object;
  /** `Book.author`, for the error. */
  readonly label: string;
  /** The relation's name, as selectRelated() takes it. */
  readonly name: string;
  /** The model at the other end. */
  readonly meta: ModelMeta;
  /** What the other end calls the key that this side holds, and the key. */
  readonly key?: readonly [attribute: string, value: unknown];
  /** Reads the object. */
  readonly load: () => Promise<unknown>;
}

/** Templates find what reads the other end under this name. */
const loader: unique symbol = Symbol.for("mkweb.load") as never;

/** Something was asked of a relation that was not read. */
export class NotLoadedError extends TypeError {
  override readonly name = "NotLoadedError";
  /** The object whose relation it is. */
  readonly owner: object;
  /** The relation's name, as selectRelated() takes it. */
  readonly relation: string;
  readonly [loader]: () => Promise<unknown>;

  constructor({ label, name, owner, load }: Omit<NotLoadedOptions, "meta" | "key">) {
    super(`${label} is not loaded: await it, or read it along with selectRelated("${name}").`);
    this.owner = owner;
    this.relation = name;
    this[loader] = load;
  }
}

/** The other end of a relation before it is read: `await` reads it, all else says how to load it. */
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

/** What it is made on, so that it is no plain object, which conditions may be. */
const unread: object = Object.freeze(Object.create(Object.prototype));
