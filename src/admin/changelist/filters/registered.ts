/** Chooses a filter for fields that `listFilter` only names. Source: Django, `FieldListFilter.register`. */
import type { FieldInfo, ModelInfo } from "../../../models/index.ts";
import { nameInMarkup } from "../../names.ts";
import type { FieldListFilterClass } from "../list-filter.ts";
import { lookupPath, type PathPart } from "../lookups/lookup-path.ts";
import { AllValuesFieldListFilter } from "./all-values-field-list-filter.ts";
import { BooleanFieldListFilter } from "./boolean-field-list-filter.ts";
import { ChoicesFieldListFilter } from "./choices-field-list-filter.ts";
import { DateFieldListFilter } from "./date-field-list-filter.ts";
import { RelatedFieldListFilter } from "./related-field-list-filter.ts";

/** Whether a filter suits a field, which is `undefined` for a reverse relation. */
export type FieldTest = (field: FieldInfo | undefined) => boolean;

const kindIs =
  (...kinds: readonly string[]): FieldTest =>
  (field) =>
    field !== undefined && kinds.includes(field.type.kind);

const standard: readonly (readonly [(part: PathPart) => boolean, FieldListFilterClass])[] = [
  [({ relation }) => relation !== undefined, RelatedFieldListFilter],
  [({ field }) => kindIs("boolean")(field), BooleanFieldListFilter],
  [({ field }) => (field?.declaration.choices?.length ?? 0) > 0, ChoicesFieldListFilter],
  [({ field }) => kindIs("date", "datetime")(field), DateFieldListFilter],
];

const own: (readonly [FieldTest, FieldListFilterClass])[] = [];

/**
 * Registers a filter class for fields that pass a test, replacing mkweb's default.
 *
 * @example
 * registerListFilter((field) => field?.type.kind === "date", AllValuesFieldListFilter);
 */
export function registerListFilter(test: FieldTest, Filter: FieldListFilterClass): void {
  own.push([test, Filter]);
}

/** Returns the filter class for a path. */
export function filterFor(model: ModelInfo, path: string): FieldListFilterClass {
  const part = lookupPath(model, nameInMarkup(path)).parts.at(-1);
  const chosen = own.find(([test]) => test(part?.field))?.[1];
  if (chosen || !part) return chosen ?? AllValuesFieldListFilter;
  return standard.find(([test]) => test(part))?.[1] ?? AllValuesFieldListFilter;
}
