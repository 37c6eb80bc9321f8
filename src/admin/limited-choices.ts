/** What relations to a model limit their choices by, as the query of a list that is opened to choose from says it. */
import { foreignKeysTo, type ModelInfo } from "../models/index.ts";
import { isPlainObject, Lookup } from "../query/index.ts";
import { textOf } from "../templates/index.ts";
import { nameInMarkup } from "./names.ts";

/** Lookups with their values, of all relations to the model. */
export function limitsOf(model: ModelInfo): readonly (readonly [lookup: string, value: string])[] {
  return foreignKeysTo(model).flatMap(({ declaration }) =>
    limitParameters(declaration.limitChoicesTo),
  );
}

/** The query that shows only what a relation may lead to: `{ isStaff: true }` is `is_staff=1`. */
export function limitParameters(
  limit: unknown,
): readonly (readonly [lookup: string, value: string])[] {
  const where: unknown = typeof limit === "function" ? limit() : limit;
  return isPlainObject(where) ? inside(where, "") : [];
}

function inside(
  where: Readonly<Record<string, unknown>>,
  before: string,
): readonly (readonly [string, string])[] {
  return Object.entries(where).flatMap(([name, value]) => {
    const lookup = before + nameInMarkup(name);
    if (isPlainObject(value)) return inside(value, `${lookup}__`);
    if (!(value instanceof Lookup)) return [[lookup, valueText([value])] as const];
    return [
      [`${lookup}__${lookupNames[value.name] ?? value.name.toLowerCase()}`, valueText(value.args)],
    ];
  });
}

const lookupNames: Readonly<Record<string, string>> = { isIn: "in" };

function valueText(values: readonly unknown[]): string {
  return values
    .flat()
    .map((value) => (typeof value === "boolean" ? String(Number(value)) : textOf(value)))
    .join(",");
}
