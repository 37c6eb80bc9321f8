import type { Expression } from "./nodes/expression.ts";

/** The reverse of an order. */
export function opposite(item: string | Expression): string | Expression {
  if (typeof item === "string") return item.startsWith("-") ? item.slice(1) : `-${item}`;
  if (item.kind !== "ordering") return item.desc();
  const nulls: unknown = item.options?.["nulls"];
  const options = nulls === "first" ? LAST : nulls === "last" ? FIRST : {};
  const [operand] = item.args as readonly [Expression];
  return item.name === "desc" ? operand.asc(options) : operand.desc(options);
}

const FIRST = { nullsFirst: true } as const;
const LAST = { nullsLast: true } as const;
