import { FieldError } from "../../errors.ts";
import { Expression } from "../../nodes/expression.ts";
import type { Env } from "../env.ts";
import { TEXT, concat, fixed, groupOf, wrap, type Sql } from "../sql.ts";

/** `function OVER (PARTITION BY ... ORDER BY ... ROWS BETWEEN ...)`. */
export function windowCall(env: Env, node: Expression): Sql {
  const { partition: count = 0, frame } = node.options as {
    readonly partition?: number;
    readonly frame?: readonly (number | null)[];
  };
  const compile = (each: unknown): Sql => env.scope.compilation.expression(env, each);
  const operand = compile(node.args[0]);
  if (operand.window) throw new FieldError("A window cannot contain another one.");
  const partition = node.args.slice(1, 1 + count).map(compile);
  const order = node.args.slice(1 + count).map((each) => ordered(env, each));
  const parts: Sql[] = [];
  if (partition.length > 0) parts.push(wrap("PARTITION BY ", concat(", ", partition, TEXT), ""));
  if (order.length > 0) parts.push(wrap("ORDER BY ", concat(", ", order, TEXT), ""));
  if (frame) parts.push(fixed(frameText(node.name, frame), TEXT));
  const over = wrap(" OVER (", concat(" ", parts, TEXT), ")");
  const whole = concat("", [operand, over], operand.type);
  const { aggregate: _, ...rest } = whole;
  const inside = operand.group && operand.aggregate ? operand.group : [];
  return {
    ...rest,
    window: true,
    group: [...inside, ...[...partition, ...order].flatMap(groupOf)],
  };
}

function ordered(env: Env, node: unknown): Sql {
  if (!(node instanceof Expression) || node.kind !== "ordering") {
    return env.scope.compilation.expression(env, node);
  }
  const operand = env.scope.compilation.expression(env, node.args[0]);
  const nulls = node.options?.["nulls"];
  const suffix = typeof nulls === "string" ? ` NULLS ${nulls.toUpperCase()}` : "";
  const { group } = operand;
  const made = wrap("", operand, `${node.name === "desc" ? " DESC" : ""}${suffix}`);
  return { ...made, group: group ?? [operand] };
}

function frameText(kind: string, [from = null, to = null]: readonly (number | null)[]): string {
  const bound = (at: number | null, side: string): string => {
    if (at === null) return `UNBOUNDED ${side}`;
    if (at === 0) return "CURRENT ROW";
    return `${Math.abs(at)} ${at < 0 ? "PRECEDING" : "FOLLOWING"}`;
  };
  return `${kind.toUpperCase()} BETWEEN ${bound(from, "PRECEDING")} AND ${bound(to, "FOLLOWING")}`;
}
