import { Expression } from "../../query/index.ts";
import type { ModelBase } from "../instances/model-base.ts";
import type { ModelInfo } from "../meta/model-info.ts";

/** Stands for values that only the database can compute. */
export const unknown: unique symbol = Symbol("unknown");

/** Evaluates fields, values and arithmetic for an object; returns `unknown` for other expressions. */
export function valueOf(node: unknown, object: ModelBase, info: ModelInfo): unknown {
  if (Array.isArray(node)) return node.map((each) => valueOf(each, object, info));
  if (!(node instanceof Expression)) return node;
  const [first, second] = node.args;
  switch (node.kind) {
    case "value":
      return first;
    case "field": {
      const field = info.fields.get(node.name) ?? info.attributes.get(node.name);
      return field ? ((Reflect.get(object, field.attribute) as unknown) ?? null) : unknown;
    }
    case "negated":
      return computed("-", 0, valueOf(first, object, info));
    case "arithmetic":
      return computed(node.name, valueOf(first, object, info), valueOf(second, object, info));
    default:
      return unknown;
  }
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
};

/** Computes numbers only; dates and durations are left to the database. */
function computed(operator: string, a: unknown, b: unknown): unknown {
  if (a === unknown || b === unknown) return unknown;
  if (a === null || b === null) return null;
  const operation = operations[operator];
  const [left, right] = [a, b].map(Number);
  if (!operation || left === undefined || right === undefined) return unknown;
  const isNumber = [a, b].every((each) => ["number", "string"].includes(typeof each));
  const result = isNumber ? operation(left, right) : NaN;
  return Number.isNaN(result) ? unknown : result;
}
