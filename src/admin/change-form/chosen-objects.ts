/** Loads what forms show before the page is rendered. */
import type { BaseForm, BaseFormSet, BoundField, ModelChoiceField } from "../../forms/index.ts";
import { isIn, querySetOf, readForText, type AnyQuerySet } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import { showsChosen, type ChosenObject, type ShowsChosen } from "./widgets/chosen.ts";
import { AutocompleteSelect } from "./widgets/autocomplete.ts";
import type { Relation } from "./widgets/relation.ts";

type Shared = NonNullable<Parameters<BaseForm["whenReady"]>[1]>;

/** Loads choices and chosen objects, each relation once for all forms of a page. */
export async function readyForms(
  forms: readonly BaseForm[],
  formsets: readonly BaseFormSet[] = [],
): Promise<void> {
  const shared: Shared = new Map();
  for (const formset of formsets) await formset.whenReady(shared);
  for (const form of forms) await form.whenReady(undefined, shared);
  await readChosen([...forms, ...formsets.flatMap((formset) => formset.forms)]);
}

interface Asked {
  readonly relation: Relation;
  readonly rows: AnyQuerySet;
  readonly keys: Set<string>;
  readonly widgets: ShowsChosen[];
}

async function readChosen(forms: readonly BaseForm[]): Promise<void> {
  const byField = new Map<object, Asked>();
  for (const form of forms) {
    for (const bound of form) {
      const widget = showsChosen(bound.field.widget);
      if (!widget) continue;
      const { relation } = widget;
      const asked = byField.get(relation.field) ?? {
        relation,
        rows: rowsOf(bound, widget),
        keys: new Set(),
        widgets: [],
      };
      byField.set(relation.field, asked);
      asked.widgets.push(widget);
      for (const key of keysOf(bound)) asked.keys.add(key);
    }
  }
  for (const asked of byField.values()) await read(asked);
}

/** A typed key may belong to any object. */
function rowsOf({ field }: BoundField, widget: ShowsChosen): AnyQuerySet {
  return widget instanceof AutocompleteSelect
    ? (field as ModelChoiceField).queryset
    : (querySetOf(widget.relation.related.model) as unknown as AnyQuerySet);
}

function keysOf(bound: BoundField): readonly string[] {
  const value = bound.value();
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((each) => each !== null && each !== undefined)
    .map(textOf)
    .filter(Boolean);
}

async function read({ relation: { target }, rows, keys, widgets }: Asked): Promise<void> {
  const wanted = [...keys].flatMap((key) => {
    try {
      return [target.type.prepare(key)];
    } catch {
      // The text is not a valid key.
      return [];
    }
  });
  if (wanted.length === 0) return;
  const objects = (await rows.filter({ [target.attribute]: isIn(wanted) })) as readonly object[];
  await readForText(objects);
  const chosen = new Map<string, ChosenObject>(
    objects.map((object) => [
      textOf(Reflect.get(object, target.attribute)),
      { object, label: textOf(object) },
    ]),
  );
  for (const widget of widgets) widget.chosen = chosen;
}
