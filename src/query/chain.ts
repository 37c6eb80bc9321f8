/** The chain of calls on a query, from the last one to the first. */
import type { Names } from "./key.ts";
import type { ModelMeta } from "./meta.ts";
import { Expression } from "./nodes/expression.ts";
import type { Counter } from "./slots.ts";
import { slotStep, type Asked, type Step } from "./steps.ts";

/** One link of the chain, with its part of the key and its values. */
export interface Link {
  readonly previous: Link | undefined;
  readonly asked: Asked;
  readonly values: readonly unknown[];
  /** Number of values of this link and all before it. */
  readonly count: number;
  readonly names: Names;
}

const NO_VALUES: readonly unknown[] = [];

/** All values in the order of the key. */
export function valuesIn(link: Link | undefined): readonly unknown[] {
  if (!link) return NO_VALUES;
  if (link.count === link.values.length) return link.values;
  const parts: (readonly unknown[])[] = [];
  for (let each: Link | undefined = link; each; each = each.previous) parts.push(each.values);
  const all: unknown[] = [];
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    for (const value of parts[at] ?? NO_VALUES) all.push(value);
  }
  return all;
}

/** The steps in the order of the calls, with slots in place of values. */
export function slottedSteps(link: Link | undefined, counter: Counter): readonly Step[] {
  const links: Link[] = [];
  for (let each = link; each; each = each.previous) links.push(each);
  return links.reverse().map(({ asked, names }) => slotStep(asked, counter, names));
}

/** Whether rows are selected only by the values of their keys. */
export function asksByKey(link: Link | undefined, { primaryKey }: ModelMeta): boolean {
  const { attribute, name } = primaryKey;
  const isKey = ([key, value]: readonly [string, unknown]): boolean =>
    (key === "pk" || key === name || key === attribute) && isPlain(value);
  for (let each = link; each; each = each.previous) {
    const { asked } = each;
    if (asked.do !== "filter") return false;
    const items = asked.conditions.map((condition) => Object.entries(condition));
    if (!items.every((entries) => entries.length > 0 && entries.every(isKey))) return false;
  }
  return link !== undefined;
}

function isPlain(value: unknown): boolean {
  return typeof value === "number" || typeof value === "string" || typeof value === "bigint";
}

/** Names defined by `annotate()` and `alias()`. */
export function annotationNamesIn(link: Link | undefined): readonly string[] {
  const names: string[] = [];
  for (let each = link; each; each = each.previous) {
    const { asked } = each;
    if (asked.do === "annotate" || asked.do === "alias") names.push(...Object.keys(asked.named));
  }
  return names;
}

/** The names of the last `values()`; empty if it selected all. */
export function valueNamesIn(link: Link | undefined): readonly string[] {
  for (let each = link; each; each = each.previous) {
    if (each.asked.do !== "values") continue;
    return each.asked.items.flatMap((item) => {
      if (typeof item === "string") return [item];
      return item instanceof Expression ? [item.name] : Object.keys(item);
    });
  }
  return [];
}
