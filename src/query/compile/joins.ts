import type { Step } from "../meta.ts";
import type { Join } from "./scope.ts";
import { BOOLEAN, HOLE, concat, conjunction, fixed, quoteName, wrap, type Sql } from "./sql.ts";

/** `INNER JOIN "table" t1 ON ...`. */
export function joinClause(join: Join): Sql {
  const { step, alias, parent } = join;
  if (!step) throw new Error("Only a join that has a step has a clause.");
  const pairs = step.on.map(([from, to]) =>
    fixed(`${parent}.${quoteName(from.column)} = ${alias}.${quoteName(to.column)}`, BOOLEAN),
  );
  const conditions = [...pairs, ...stepConditions(alias, step, parent)];
  if (join.condition && join.condition.constant !== true) conditions.push(join.condition);
  const kind = join.type === "left" ? "LEFT OUTER" : "INNER";
  return wrap(
    ` ${kind} JOIN ${quoteName(step.to.table)} ${alias} ON `,
    conjunctionOf(conditions),
    "",
  );
}

/**
 * The additional condition of a generic relation: the content type. Its key is looked up within the
 * statement, as it differs between databases.
 */
export function stepConditions(alias: string, step: Step, parent: string): Sql[] {
  return (step.where ?? []).map(({ field, near = false, key }) => {
    const column = `${near ? parent : alias}.${quoteName(field.column)}`;
    const matches = key.match.map(([name]) => `${quoteName(name)} = ${HOLE}`).join(" AND ");
    const rows = `${quoteName(key.table)} WHERE ${matches}`;
    return {
      text: `${column} = (SELECT ${quoteName(key.column)} FROM ${rows})`,
      binds: key.match.map(
        ([, text]) =>
          () =>
            text,
      ),
      type: BOOLEAN,
    };
  });
}

function conjunctionOf(conditions: readonly Sql[]): Sql {
  const whole = conjunction(conditions);
  return whole.constant === false ? concat("", [whole], BOOLEAN) : whole;
}
