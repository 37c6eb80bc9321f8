import { ValueError } from "../../errors.ts";
import type { ColumnKind, ColumnType } from "../../meta.ts";
import { kindOfValue } from "../../nodes/expression.ts";
import { Slot } from "../../slots.ts";
import { columnType } from "../../types/column-type.ts";
import type { Env } from "../env.ts";
import { judge } from "../conditions/judge.ts";
import { bindSlot, isInteger, valueAt } from "../conditions/operands.ts";
import { BOOLEAN, RESHAPE, TEXT, fixed, type Sql } from "../sql.ts";

const LARGEST = 2_147_483_647;

/** A value in an expression, whose type the SQL must state as the context does not. */
export function literal(
  env: Env,
  value: unknown,
  given: ColumnType | undefined,
  kind?: string,
): Sql {
  const now = value instanceof Slot ? valueAt(env, value) : value;
  if (now === null) return nullLiteral(env, given);
  const { dialect, compilation } = env.scope;
  if (typeof now === "boolean" && !given) {
    const text = dialect.vendor === "sqlite" ? String(Number(now)) : String(now);
    return { ...fixed(text, BOOLEAN), group: [] };
  }
  const type = given ?? columnType((kind as ColumnKind | undefined) ?? kindOf(now));
  const left: Sql = { text: "", binds: [], type };
  const whole = isInteger(type);
  const isLarge = whole && Math.abs(Number(now)) > LARGEST;
  if (isLarge) compilation.cacheable = false;
  const convert = (each: unknown): unknown => {
    if (whole && Math.abs(Number(each)) > LARGEST && !isLarge) return RESHAPE;
    return judge(each, left, dialect.vendor);
  };
  return {
    text: dialect.literal(type, isLarge),
    binds: [bindSlot(value, convert)],
    type,
    group: [],
    literal: true,
  };
}

function nullLiteral(env: Env, type: ColumnType | undefined): Sql {
  if (type?.kind === "json") {
    return { ...fixed(env.scope.dialect.jsonRight("=", false, "null"), type), group: [] };
  }
  if (!type) return { ...fixed("NULL", TEXT), group: [], isNull: true };
  return {
    ...fixed(`CAST(NULL AS ${env.scope.dialect.castType(type)})`, type),
    group: [],
    isNull: true,
  };
}

function kindOf(value: unknown): ColumnKind {
  const kind = kindOfValue(value);
  if (kind !== "null" && kind !== "json") return kind;
  throw new ValueError("This value cannot be used in an expression.");
}
