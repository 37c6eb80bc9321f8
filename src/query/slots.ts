import type { ModelMeta } from "./meta.ts";
import { asQuery, isStructure, nestedModel, type Names } from "./key.ts";
import { Expression } from "./nodes/expression.ts";
import { Lookup } from "./nodes/lookup.ts";
import { isPlainObject, Q, type Connector, type Where } from "./nodes/q.ts";
import type { Step } from "./steps.ts";

/** Replaces a value: its index in the query's list of values. */
export class Slot {
  readonly at: number;
  readonly isList: boolean;

  constructor(at: number, isList = false) {
    this.at = at;
    this.isList = isList;
  }
}

/** Combined conditions with slots in place of values. */
export class Joined {
  readonly connector: Connector;
  readonly conditions: readonly Slotted[];

  constructor(connector: Connector, conditions: readonly Slotted[]) {
    this.connector = connector;
    this.conditions = conditions;
  }
}

/** An object of conditions, by name. */
export class Fields {
  readonly entries: readonly (readonly [name: string, value: unknown])[];

  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }
}

/** A query inside another one. */
export class Inner {
  readonly meta: ModelMeta;
  readonly steps: readonly Step[];
  readonly low: number;
  readonly high: number | null;

  constructor(meta: ModelMeta, steps: readonly Step[], low: number, high: number | null) {
    this.meta = meta;
    this.steps = steps;
    this.low = low;
    this.high = high;
  }
}

export type Slotted = Joined | Fields | Expression;

/** Counts values in the order in which `key.ts` collects them. */
export class Counter {
  next = 0;
}

/** Replaces values by slots, in the same order as `keyValue`. */
export function slotValue(value: unknown, counter: Counter, meta: Names): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value !== "object") return new Slot(counter.next++);
  if (value instanceof Lookup && value.name === "json") {
    return value.withArgs([slotJson(value.args[0], counter, meta)]);
  }
  if (value instanceof Expression || value instanceof Lookup) {
    return value.withArgs(value.args.map((each) => slotValue(each, counter, meta)));
  }
  if (value instanceof Q) return slotCondition(value, counter, meta);
  if (Array.isArray(value)) {
    if (!value.some(isStructure)) return new Slot(counter.next++, true);
    return value.map((each) => slotValue(each, counter, meta));
  }
  const query = asQuery(value);
  return query ? query.slotted(counter) : new Slot(counter.next++);
}

export function slotCondition(condition: unknown, counter: Counter, meta: Names): Slotted {
  if (condition instanceof Q) {
    const kids = condition.conditions.map((each) => slotCondition(each, counter, meta));
    return new Joined(condition.connector, kids);
  }
  if (condition instanceof Expression) return slotValue(condition, counter, meta) as Expression;
  const entries: [string, unknown][] = [];
  const where = condition as Where;
  for (const name in where) {
    if (!Object.hasOwn(where, name)) continue;
    const value = where[name];
    const nested = nestedModel(value, name, meta);
    entries.push([
      name,
      nested ? slotCondition(value, counter, nested) : slotValue(value, counter, meta),
    ]);
  }
  return new Fields(entries);
}

function slotJson(where: unknown, counter: Counter, meta: Names): unknown {
  if (!isPlainObject(where)) return slotValue(where, counter, meta);
  const entries = Object.keys(where).map(
    (name) => [name, slotJson(where[name], counter, meta)] as const,
  );
  return new Fields(entries);
}
