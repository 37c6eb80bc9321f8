import { FieldError } from "../../errors.ts";
import { Fields, Joined, type Slotted } from "../../slots.ts";
import { compareWith } from "./lookups.ts";
import type { Scope } from "../scope.ts";
import { conjunction, disjunction, negation, type Sql } from "../sql.ts";

/** The condition of a filtered relation, on the related row only; it becomes part of the join. */
export function filteredCondition(scope: Scope, name: string, alias: string): Sql {
  const filtered = scope.filtered.get(name);
  if (!filtered) throw new Error(`No filtered relation is named ${name}.`);
  return onRow(scope, alias, filtered.condition, filtered.path);
}

function onRow(scope: Scope, alias: string, condition: Slotted, path: readonly string[]): Sql {
  if (condition instanceof Joined) {
    const parts = condition.conditions.map((each) => onRow(scope, alias, each, path));
    if (condition.connector === "or") return disjunction(parts);
    const whole = conjunction(parts);
    return condition.connector === "not" ? negation(whole) : whole;
  }
  if (!(condition instanceof Fields)) {
    throw new FieldError(
      "The condition of a filtered relation must refer to the relation's fields.",
    );
  }
  const [first, ...rest] = path;
  return conjunction(
    condition.entries.map(([name, value]) => {
      if (first !== undefined) {
        if (name === first && (value instanceof Fields || value instanceof Joined)) {
          return onRow(scope, alias, value, rest);
        }
        throw new FieldError(
          `The condition of a filtered relation must begin with its path: "${first}".`,
        );
      }
      const { meta } = scope.joinNamed(alias);
      const field = meta.fields.get(name) ?? meta.attributes.get(name);
      if (!field) throw new FieldError(`A filtered relation cannot go on to "${name}".`);
      return compareWith({ scope, used: null }, scope.column(alias, field), value);
    }),
  );
}
