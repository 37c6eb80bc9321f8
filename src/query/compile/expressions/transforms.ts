import { FieldError } from "../../errors.ts";
import type { ColumnKind } from "../../meta.ts";
import { registeredTransform } from "../../registry.ts";
import type { Env } from "../env.ts";
import { jsonMember } from "../conditions/json.ts";
import { HOLE, TEXT, wrap, type Bind, type Sql } from "../sql.ts";
import { currentTimeZone } from "../../../timezone/index.ts";

const DATE_PARTS: readonly string[] = [
  "year",
  "isoYear",
  "quarter",
  "month",
  "week",
  "weekDay",
  "isoWeekDay",
  "day",
];
const TIME_PARTS: readonly string[] = ["hour", "minute", "second"];

const parts: Partial<Record<ColumnKind, ReadonlySet<string>>> = {
  date: new Set(DATE_PARTS),
  time: new Set(TIME_PARTS),
  datetime: new Set([...DATE_PARTS, ...TIME_PARTS, "date", "time"]),
};

/** Whether a name is a part of such values rather than a comparison. */
export function isTransform(left: Sql, name: string): boolean {
  return parts[left.type.kind]?.has(name) === true || registeredTransform(name) !== undefined;
}

/** A part of a value: the year of a date, a member of JSON, a registered transform. */
export function transform(env: Env, left: Sql, name: string): Sql {
  if (left.type.kind === "json") return jsonMember(env, left, [name]);
  if (parts[left.type.kind]?.has(name)) {
    return env.scope.dialect.extract(name, left, () => zone());
  }
  const registered = registeredTransform(name);
  if (registered) {
    const type = registered.type ?? left.type;
    return {
      ...wrap("", left, "", type),
      text: registered.sql(left.text, env.scope.dialect.vendor),
    };
  }
  const what = left.field ? `${left.field.model.name}.${left.field.name}` : `A ${left.type.kind}`;
  throw new FieldError(`${what} has no part "${name}".`);
}

/** Shared, so that equal expressions are recognised as equal. */
const currentZone: Bind = () => currentTimeZone();

/** The given zone, or the current one at each use. */
export function zone(name?: string): Sql {
  return { text: HOLE, binds: [name === undefined ? currentZone : () => name], type: TEXT };
}
