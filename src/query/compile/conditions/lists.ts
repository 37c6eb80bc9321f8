import { Inner, type Slot } from "../../slots.ts";
import type { Env } from "../env.ts";
import { converter, valueAt } from "./operands.ts";
import { BOOLEAN, FALSE, HOLE, RESHAPE, concat, wrap, type Bind, type Sql } from "../sql.ts";
import { subselect } from "../expressions/subselect.ts";

/** Whether the left side is in the rows of a query, or in a list bound as a single value. */
export function listOf(env: Env, left: Sql, value: Inner | Slot): Sql {
  if (value instanceof Inner) {
    const rows = subselect(env, value, left.target);
    if (rows.text === "NULL") return FALSE;
    return concat(" IN ", [left, rows], BOOLEAN);
  }
  const { dialect } = env.scope;
  const convert = converter(env, left, "exact");
  const whole = (list: unknown): unknown[] => {
    const kept: unknown[] = [];
    for (const each of list as readonly unknown[]) {
      if (each === null) continue;
      const bound = convert(each);
      if (bound !== RESHAPE) kept.push(bound);
    }
    return kept;
  };
  const first = valueAt(env, value) as readonly unknown[];
  if (first.every((each) => each === null)) return FALSE;
  whole(first);
  const bind: Bind = (values) => dialect.bindList(whole(values[value.at])) as never;
  return {
    ...wrap("", left, "", BOOLEAN),
    text: dialect.inList(left, HOLE),
    binds: [...left.binds, bind],
  };
}
