/** The `limitChoicesTo` of relations, as query parameters of the list opened to choose an object. */
import { foreignKeysTo, type ModelInfo } from "../models/index.ts";
import { isPlainObject, Lookup } from "../query/index.ts";
import { textOf } from "../templates/index.ts";
import { nameInMarkup } from "./names.ts";

/** Returns lookups and values of all relations to the model. */
export function limitsOf(model: ModelInfo): readonly (readonly [lookup: string, value: string])[] {
  return foreignKeysTo(model).flatMap(({ declaration }) =>
    limitParameters(declaration.limitChoicesTo),
  );
}

/** Returns the query parameters for a limit: `{ isStaff: true }` becomes `is_staff=1`. */
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
