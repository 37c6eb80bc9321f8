/** Lays out inline forms for their page. Source: Django, `InlineAdminFormSet`. */
import type { AnyModelForm } from "../../../forms/index.ts";
import type { HttpRequest } from "../../../http/index.ts";
import { readForText, stateOf, type ModelBase } from "../../../models/index.ts";
import { pythonJson } from "../../../query/index.ts";
import { markSafe, type SafeString } from "../../../templates/index.ts";
import type { InlineModelAdmin } from "../../options/inline-model-admin.ts";
import { prepopulatedFields, type Prepopulated } from "../prepopulated.ts";
import type { PageFormSet } from "./form-sets.ts";
import { capitalized, headingsOf, type Heading } from "./headings.ts";
import { inlineForm, type InlineAdminForm, type Layout } from "./inline-admin-form.ts";
import type { InlineFormSet } from "./inline-forms.ts";

export interface InlineAdminFormSet {
  readonly opts: InlineModelAdmin;
  readonly formset: InlineFormSet;
  readonly prefix: string;
  readonly template: string;
  readonly verbose_name: string;
  readonly verbose_name_plural: string;
  readonly classes: string;
  readonly is_collapsible: boolean;
  readonly is_open: boolean;
  /** Whether there is at most one form. */
  readonly is_single: boolean;
  readonly has_add_permission: boolean;
  readonly has_change_permission: boolean;
  readonly has_delete_permission: boolean;
  readonly has_view_permission: boolean;
  readonly can_delete: boolean;
  readonly forms: readonly InlineAdminForm[];
  /** The table's headings. */
  readonly headings: readonly Heading[];
  readonly management_form: SafeString;
  readonly non_form_errors: SafeString | "";
  /** JSON data for the script that adds forms. */
  readonly inline_formset_data: string;
  readonly prepopulated: readonly Prepopulated[];
}

/** @param canEditParent `false` makes the inline forms read-only too. */
export async function inlineAdminFormSet(
  { inline, formset, may: given }: PageFormSet,
  empty: AnyModelForm | undefined,
  request: HttpRequest,
  parent: object | undefined,
  canEditParent: boolean,
): Promise<InlineAdminFormSet> {
  const may = canEditParent ? given : { ...given, add: false, change: false, delete: false };
  const fieldsets = await inline.getFieldsets(request, parent);
  const { fk } = formset.constructor as unknown as { readonly fk: { readonly name: string } };
  const layout = {
    inline,
    formset,
    may,
    request,
    fieldsets,
    fkName: fk.name,
    readonlyFields: inline.getReadonlyFields(request, parent),
  };
  const forms = await inlineFormsOf(layout, empty);
  const prepopulated = may.add || may.change ? inline.getPrepopulatedFields(request, parent) : {};
  const named = namesOf(inline);
  const nonForm = formset.nonFormErrors();
  return {
    opts: inline,
    formset,
    prefix: formset.prefix,
    template: inline.template,
    ...named,
    classes: inline.classes.join(" "),
    is_collapsible: inline.classes.includes("collapse"),
    is_open: formset.isBound && (nonForm.length > 0 || formset.errors.some(({ size }) => size > 0)),
    is_single: formsetKind(formset).maxNum === 1,
    has_add_permission: may.add,
    has_change_permission: may.change,
    has_delete_permission: may.delete,
    has_view_permission: may.view,
    can_delete: formsetKind(formset).canDelete && may.delete,
    forms,
    headings: headingsOf(layout, empty ?? formset.emptyForm),
    management_form: markSafe(await formset.managementForm.render()),
    non_form_errors: nonForm.length > 0 ? await nonForm.asUl() : "",
    inline_formset_data: dataForScript(formset.prefix, named.verbose_name),
    prepopulated: forms.flatMap(({ form, original }) =>
      original ? [] : prepopulatedFields(form, prepopulated),
    ),
  };
}

/** @param empty The form that the page's script copies. */
async function inlineFormsOf(
  layout: Layout,
  empty: AnyModelForm | undefined,
): Promise<readonly InlineAdminForm[]> {
  const { formset, may } = layout;
  const initialCount = formset.initialFormCount();
  const shown = may.add ? formset.forms : formset.forms.slice(0, initialCount);
  const originals = formset.forms.slice(0, initialCount).map(({ instance }) => instance as object);
  await readForText(originals.filter((each) => !stateOf(each as ModelBase).adding));
  const forms: InlineAdminForm[] = [];
  for (const [index, form] of shown.entries()) {
    forms.push(await inlineForm(layout, form, `${formset.prefix}-${index}`, originals[index]));
  }
  if (empty) forms.push(await inlineForm(layout, empty, `${formset.prefix}-empty`, undefined));
  return forms;
}

function dataForScript(prefix: string, name: string): string {
  return pythonJson({
    name: `#${prefix}`,
    options: { prefix, addText: `Add another ${capitalized(name)}`, deleteText: "Remove" },
  });
}

/** Returns the names of the forms' objects. */
export function namesOf({ verboseName, verboseNamePlural, opts }: InlineModelAdmin) {
  const plural = verboseName === undefined ? opts.verboseNamePlural : `${verboseName}s`;
  return {
    verbose_name: verboseName ?? opts.verboseName,
    verbose_name_plural: verboseNamePlural ?? plural,
  };
}

function formsetKind(formset: InlineFormSet) {
  return formset.constructor as unknown as { readonly maxNum: number; readonly canDelete: boolean };
}
