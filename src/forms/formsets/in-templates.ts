/** Attributes of a form set in templates: `{{ formset.0 }}`, and class settings by Django's names. */
import type { BaseFormSet } from "./form-set.ts";

/** @returns Undefined if the form set has the attribute itself, or not at all. */
export function formSetInTemplates(formset: BaseFormSet, key: string): unknown {
  if (/^\d+$/.test(key)) return formset.at(Number(key));
  const setting = settings.get(key);
  return setting === undefined ? undefined : (formset.constructor as typeof BaseFormSet)[setting];
}

const settings: ReadonlyMap<string, "extra" | "canOrder" | "canDelete" | "minNum" | "maxNum"> =
  new Map([
    ["extra", "extra"],
    ["can_order", "canOrder"],
    ["can_delete", "canDelete"],
    ["min_num", "minNum"],
    ["max_num", "maxNum"],
  ]);
