/** Builds the log message for a change. Source: Django, `admin.utils.construct_change_message`. */
import type { AnyModelForm } from "../../forms/index.ts";
import { infoOf, readForText } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import type { PageFormSet } from "./inlines/form-sets.ts";

type Step = Readonly<Record<string, unknown>>;

export async function constructChangeMessage(
  form: AnyModelForm,
  formsets: readonly PageFormSet[],
  add: boolean,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const { changedData } = form;
  if (add) steps.push({ added: {} });
  else if (changedData.length > 0) steps.push({ changed: { fields: labelsOf(form, changedData) } });
  for (const { formset } of formsets) {
    const { newObjects, changedObjects, deletedObjects } = formset;
    const changed = changedObjects.map(([object]) => object);
    await readForText([...newObjects, ...changed, ...deletedObjects]);
    for (const object of newObjects) steps.push({ added: named(object) });
    for (const [object, names] of changedObjects) {
      const [first] = formset.initialForms;
      const fields = first ? labelsOf(first, names) : names;
      steps.push({ changed: { ...named(object), fields } });
    }
    for (const object of deletedObjects) steps.push({ deleted: named(object) });
  }
  return steps;
}

function named(object: object) {
  return { name: infoOf(object.constructor).verboseName, object: textOf(object) };
}

/** Returns the form's labels of fields. */
function labelsOf(form: AnyModelForm, names: readonly string[]): readonly string[] {
  return names.map((name) => textOf(form.get(name).label));
}
