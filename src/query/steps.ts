import { keyCondition, keyValue, coded, type Key, type Names } from "./key.ts";
import { Expression } from "./nodes/expression.ts";
import type { Condition } from "./nodes/q.ts";
import { slotCondition, slotValue, type Counter, type Inner, type Slotted } from "./slots.ts";
import type { Query } from "./query.ts";

/** Expressions by their given names. */
export type Named = Readonly<Record<string, unknown>>;

/** One link of the chain as it was requested. */
export type Asked =
  | { readonly do: "filter" | "exclude"; readonly conditions: readonly Condition[] }
  | { readonly do: "annotate" | "alias"; readonly named: Named }
  | { readonly do: "values" | "orderBy"; readonly items: readonly (string | Expression | Named)[] }
  | Combination<Query>
  | WithoutValues;

export interface LockOptions {
  /** Fail at once if a row is locked. */
  readonly nowait?: boolean;
  /** Skip locked rows. */
  readonly skipLocked?: boolean;
  /** Lock only rows of these relations; `"self"` for the model's own. */
  readonly of?: readonly string[];
  /** Allow others to refer to the row. */
  readonly noKey?: boolean;
}

/** The same with slots in place of values. */
export type Step =
  | { readonly do: "filter" | "exclude"; readonly conditions: readonly Slotted[] }
  | { readonly do: "annotate" | "alias"; readonly named: readonly (readonly [string, unknown])[] }
  | {
      readonly do: "values" | "orderBy";
      readonly items: readonly (string | Expression | readonly [string, unknown])[];
    }
  | Combination<Inner>
  | WithoutValues;

interface Combination<Q> {
  readonly do: "union" | "intersection" | "difference" | "and" | "or" | "xor";
  readonly all: boolean;
  readonly queries: readonly Q[];
  /** The slice of the first combined query, which is the chain so far. */
  readonly own: { readonly low: number; readonly high: number | null };
}

/** Links that only have structure. */
type WithoutValues =
  | {
      readonly do: "distinct" | "only" | "defer" | "selectRelated";
      readonly names: readonly string[];
    }
  | { readonly do: "reverse" | "none" | "selectAllRelated" | "selectNoRelated" | "deferNone" }
  | { readonly do: "lock"; readonly lock: LockOptions };

/** Adds a link's structure and values to the key. */
export function keyStep(asked: Asked, key: Key, names: Names): void {
  key.text += `.${asked.do}`;
  switch (asked.do) {
    case "filter":
    case "exclude":
      key.text += asked.conditions.length;
      for (const each of asked.conditions) keyCondition(each, key, names);
      break;
    case "annotate":
    case "alias":
      keyNamed(asked.named, key, names);
      break;
    case "values":
    case "orderBy":
      key.text += asked.items.length;
      for (const each of asked.items) keyItem(each, key, names);
      break;
    case "distinct":
    case "only":
    case "defer":
    case "selectRelated":
      key.text += asked.names.length;
      for (const each of asked.names) key.text += coded(each);
      break;
    case "lock":
      key.text += coded(JSON.stringify(asked.lock));
      break;
    case "union":
    case "intersection":
    case "difference":
    case "and":
    case "or":
    case "xor":
      key.text += `${asked.all ? "a" : "d"}${asked.own.low},${asked.own.high};${asked.queries.length}`;
      for (const each of asked.queries) each.addTo(key);
      break;
    default:
  }
}

function keyItem(item: string | Expression | Named, key: Key, names: Names): void {
  if (typeof item === "string") key.text += coded(item);
  else if (item instanceof Expression) keyValue(item, key, names);
  else keyNamed(item, key, names);
}

function keyNamed(named: Named, key: Key, names: Names): void {
  key.text += "{";
  for (const name of Object.keys(named)) {
    key.text += coded(name);
    keyValue(named[name], key, names);
  }
  key.text += "}";
}

/** The link with slots, in the order of {@link keyStep}. */
export function slotStep(asked: Asked, counter: Counter, names: Names): Step {
  switch (asked.do) {
    case "filter":
    case "exclude":
      return {
        do: asked.do,
        conditions: asked.conditions.map((each) => slotCondition(each, counter, names)),
      };
    case "annotate":
    case "alias":
      return { do: asked.do, named: slotNamed(asked.named, counter, names) };
    case "values":
    case "orderBy":
      return { do: asked.do, items: asked.items.flatMap((each) => slotItem(each, counter, names)) };
    default:
      if (!("queries" in asked)) return asked;
      return { ...asked, queries: asked.queries.map((each) => each.slotted(counter)) };
  }
}

function slotItem(
  item: string | Expression | Named,
  counter: Counter,
  names: Names,
): (string | Expression | readonly [string, unknown])[] {
  if (typeof item === "string") return [item];
  if (item instanceof Expression) return [slotValue(item, counter, names) as Expression];
  return slotNamed(item, counter, names);
}

/** Named expressions with slots in place of values. */
export function slotNamed(
  named: Named,
  counter: Counter,
  names: Names,
): (readonly [string, unknown])[] {
  return Object.keys(named).map((name) => [name, slotValue(named[name], counter, names)] as const);
}
