import { getRelated, prefetch, sourceOf, type ModelInfo } from "../../../../src/models/index.ts";
import { Expression, type ModelMeta } from "../../../../src/query/index.ts";
import { toCondition } from "./conditions.ts";
import { toValue, type ExpressionScope } from "./expressions.ts";
import type { Site } from "./site.ts";
import { camel, camelPath } from "./spec.ts";
import { NotOffered } from "../protocol.ts";

export type Given = Readonly<Record<string, unknown>>;

/** A query set, whatever its model. */
export type AnySet = Record<string, (...args: unknown[]) => unknown> & PromiseLike<unknown[]>;

/** What `slice` with a step leaves for whoever reads the rows. */
export interface Asked {
  readonly set: AnySet;
  readonly step: number;
  /** How rows are shown: as objects, or as values asked for under these names. */
  readonly shape: "objects" | "values" | "list" | "flat" | "dates";
  readonly names: readonly string[];
}

/** The objects and held query sets of a case, and how its queries are made. */
export class World {
  readonly site: Site;
  readonly app: string;
  readonly objects = new Map<string, unknown>();
  readonly held = new Map<string, Asked>();
  readonly #references = new Map<string, object>();

  constructor(site: Site, app: string) {
    this.site = site;
    this.app = app;
  }

  /** Reads the objects that `$ref` names, which count as known. */
  async know(given: unknown): Promise<void> {
    if (typeof given !== "object" || given === null) return;
    if ("$ref" in given) {
      const [model, pk] = given.$ref as readonly [string, unknown];
      const value = this.value(pk);
      const key = `${model} ${JSON.stringify(pk)}`;
      const found = await this.all(model).get?.({ pk: value });
      this.#references.set(key, found as object);
    }
    for (const each of Object.values(given)) await this.know(each);
  }

  value(given: unknown): unknown {
    return toValue(this.#scope(undefined, new Map()), given);
  }

  all(model: string): AnySet {
    return Reflect.get(this.site.model(this.app, model), "objects") as AnySet;
  }

  /** The query set that a query of a case describes, without its result. */
  query(given: Given): Asked {
    const { chain = [], held } = given;
    const start = held === undefined ? this.#start(given) : this.held.get(String(held));
    if (!start) throw new TypeError(`Nothing is held as ${String(held)}.`);
    const names = new Map<string, ModelMeta | undefined>();
    return (chain as readonly (readonly [string, ...unknown[]])[]).reduce(
      (asked, [method, ...args]) => this.#step(asked, method, args, names),
      start,
    );
  }

  /** Conditions of a model whose query has these annotations. */
  condition(
    info: ModelMeta,
    given: Given,
    names: ReadonlyMap<string, ModelMeta | undefined> = new Map(),
  ): never {
    const value = (each: unknown): unknown => toValue(this.#scope(info, names), each);
    return toCondition({ meta: info, names, value }, given);
  }

  /** A value or an expression about rows of a model. */
  expression(info: ModelMeta, given: unknown): unknown {
    return toValue(this.#scope(info, new Map()), given);
  }

  #start({ model, on }: Given): Asked {
    const set = on === undefined ? this.all(String(model)) : this.#manager(on as Given);
    return { set, step: 1, shape: "objects", names: [] };
  }

  #manager({ obj, path }: Given): AnySet {
    const object = this.objects.get(String(obj)) as object;
    return getRelated(object as never, camel(String(path))) as AnySet;
  }

  #scope(
    info: ModelMeta | undefined,
    names: ReadonlyMap<string, ModelMeta | undefined>,
  ): ExpressionScope {
    return {
      condition: (given) => {
        if (!info) throw new NotOffered("a condition outside of a query");
        return this.condition(info, given, names);
      },
      query: (given) => this.query(given).set as never,
      object: (name) => this.objects.get(name),
      reference: (model, pk) => this.#references.get(`${model} ${JSON.stringify(pk)}`),
    };
  }

  #step(
    asked: Asked,
    method: string,
    args: readonly unknown[],
    names: Map<string, ModelMeta | undefined>,
  ): Asked {
    const info = sourceOf(asked.set as never).info;
    const scope = this.#scope(info, names);
    const value = (given: unknown): unknown => toValue(scope, given);
    const call = (name: string, ...given: readonly unknown[]): Asked => {
      const found = asked.set[name];
      if (!found) throw new NotOffered(name);
      return { ...asked, set: found.apply(asked.set, [...given]) as AnySet };
    };
    const path = (given: unknown): unknown =>
      typeof given === "string" ? camelPath(given) : value(given);
    switch (method) {
      case "filter":
      case "exclude":
        return call(method, ...args.map((each) => this.condition(info, each as Given, names)));
      case "annotate":
      case "alias":
        return call(method, this.#named(args[0] as Given, info, names, value));
      case "order_by":
        return call("orderBy", ...args.map(path));
      case "values":
      case "values_list":
      case "values_flat":
      case "values_named":
        return this.#values(call, method, args, info, names, value);
      case "slice":
        return sliced(asked, args as never);
      case "distinct":
      case "only":
      case "defer":
        return call(method, ...args.map(path));
      case "select_related":
        if (args[0] === null) return call("selectRelated", null);
        return call("selectRelated", ...args.map(path));
      case "prefetch_related":
        return call("prefetchRelated", ...args.map((each) => this.#prefetch(each)));
      case "union":
      case "intersection":
      case "difference":
      case "and":
      case "or":
      case "xor":
        return call(
          method,
          ...args.map((each) => (each === "all" ? { all: true } : this.query(each as Given).set)),
        );
      case "dates":
      case "datetimes": {
        const [field, kind, order] = args as readonly [string, string, string | undefined];
        const made = call(method, camelPath(field), kind, (order ?? "ASC").toLowerCase());
        return { ...made, shape: "dates", names: [method] };
      }
      case "raw":
        return call("raw", String(args[0]).replaceAll("%s", "?"), args[1] ?? []);
      case "select_for_update":
        return call("selectForUpdate");
      case "all":
      case "none":
      case "reverse":
        return call(method);
      default:
        throw new NotOffered(method);
    }
  }

  #named(
    given: Given,
    info: ModelInfo,
    names: Map<string, ModelMeta | undefined>,
    value: (given: unknown) => unknown,
  ): object {
    const made: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(given)) {
      const expression = value(each);
      made[camel(name)] = expression;
      names.set(camel(name), filteredModel(info, expression));
    }
    return made;
  }

  #values(
    call: (name: string, ...given: readonly unknown[]) => Asked,
    method: string,
    args: readonly unknown[],
    info: ModelInfo,
    names: Map<string, ModelMeta | undefined>,
    value: (given: unknown) => unknown,
  ): Asked {
    const asked = args.flatMap((each) =>
      typeof each === "string" ? [each] : Object.keys(Object(each)),
    );
    const given = args.map((each) =>
      typeof each === "string" ? camelPath(each) : this.#named(each as Given, info, names, value),
    );
    if (method === "values_flat") {
      return { ...call("valuesList", ...given, { flat: true }), shape: "flat", names: asked };
    }
    const shape = method === "values" || method === "values_named" ? "values" : "list";
    return { ...call(shape === "values" ? "values" : "valuesList", ...given), shape, names: asked };
  }

  #prefetch(given: unknown): unknown {
    if (given === null) return null;
    if (typeof given === "string") return camelPath(given);
    const { $prefetch: path, query, to_attr: to } = given as Given;
    const set = query === undefined ? undefined : this.query(query as Given).set;
    return prefetch(
      camelPath(String(path)),
      set as never,
      to === undefined ? undefined : camel(String(to)),
    );
  }
}

function filteredModel(info: ModelMeta, expression: unknown): ModelMeta | undefined {
  if (!(expression instanceof Expression) || expression.kind !== "filteredRelation")
    return undefined;
  let at: ModelMeta | undefined = info;
  for (const name of expression.name.split(".")) at = at?.relations.get(name)?.model;
  return at;
}

function sliced(
  asked: Asked,
  [from, to, step]: readonly [number | null, number | null, number | null],
): Asked {
  if ((from ?? 0) < 0 || (to ?? 0) < 0) throw new RangeError("Negative indexing is not supported.");
  const { set } = asked;
  const begun = from === null || from === undefined ? set : (set["offset"]?.(from) as AnySet);
  const cut =
    to === null || to === undefined
      ? begun
      : (begun["limit"]?.(Math.max(0, to - (from ?? 0))) as AnySet);
  return { ...asked, set: cut, step: step ?? 1 };
}
