import { Expression } from "./nodes/expression.ts";

/** The value of an aggregate without rows, as Django returns it without a query. */
export function emptyValue(node: unknown): unknown {
  if (!(node instanceof Expression)) return node ?? null;
  const { kind, name, args, options } = node;
  if (kind === "value") return args[0] ?? null;
  if (kind === "function" && name === "Coalesce") {
    return args.map(emptyValue).find((each) => each !== null) ?? null;
  }
  if (kind !== "aggregate") return null;
  if (name === "Count") return 0;
  const rest = args.slice(options?.["filter"] ? 2 : 1, options?.["separator"] ? -1 : undefined);
  return emptyValue(rest[0]);
}
