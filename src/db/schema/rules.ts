import { columnOf } from "./columns.ts";
import { conditionSql, type ConditionPlace } from "./condition-sql.ts";
import type { ConstraintState, IndexState } from "./state.ts";

/** A model's indexes and constraints as MikroORM declares them. */
export function rulesOf(place: ConditionPlace): object {
  const { indexes = [], uniques = [], constraints = [] } = place.model;
  return {
    indexes: indexes.map((index) => indexOf(index, place)),
    uniques: [
      ...uniques.map((index) => indexOf(index, place)),
      ...constraints.flatMap((each) => uniqueOf(each, place)),
    ],
    checks: [
      ...positiveChecks(place),
      ...constraints.flatMap((each) =>
        "check" in each ? [{ name: each.name, expression: conditionSql(each.check, place) }] : [],
      ),
    ],
  };
}

/** No database that is meant here has integers without a sign. */
function positiveChecks(place: ConditionPlace): readonly object[] {
  const { fields, table } = place.model;
  return Object.entries(fields)
    .filter(([, { type }]) => type?.startsWith("positive"))
    .map(([field]) => ({
      name: `${table}_${columnOf(place.model, field)}_check`,
      expression: conditionSql({ field, gte: 0 }, place),
    }));
}

function uniqueOf(constraint: ConstraintState, place: ConditionPlace): readonly object[] {
  if ("check" in constraint) return [];
  const { name, unique, condition } = constraint;
  return [indexOf({ name, properties: unique, ...(condition && { condition }) }, place)];
}

function indexOf({ name, properties, condition }: IndexState, place: ConditionPlace): object {
  const columns = properties.map((each) =>
    each.startsWith("-") ? { name: each.slice(1), sort: "DESC" } : { name: each },
  );
  return {
    ...(name !== undefined && { name }),
    properties: columns.map((column) => column.name),
    ...(columns.some((column) => column.sort) && { columns }),
    ...(condition && { where: conditionSql(condition, place) }),
  };
}
