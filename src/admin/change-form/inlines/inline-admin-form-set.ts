/** Lays out inline forms for their page. Source: Django, `InlineAdminFormSet`. */
import type { AnyModelForm, BoundField } from "../../../forms/index.ts";
import type { HttpRequest } from "../../../http/index.ts";
import { infoOf, readForText, stateOf, type ModelBase } from "../../../models/index.ts";
import { pythonJson } from "../../../query/index.ts";
import { markSafe, textOf, type SafeString } from "../../../templates/index.ts";
import type { InlineModelAdmin } from "../../options/inline-model-admin.ts";
import type { Fieldset } from "../../options/types.ts";
import { nameInMarkup } from "../../names.ts";
import { shownOf } from "../../shown.ts";
import { laidOut, type AdminField, type AdminFieldset } from "../admin-form.ts";
import { flattened } from "../flattened.ts";
import type { PageFormSet } from "./form-sets.ts";
import type { InlineFormSet, InlinePermissions } from "./inline-forms.ts";
import { prepopulatedFields, type Prepopulated } from "../prepopulated.ts";
import { viewOnSiteUrl } from "../view-on-site-url.ts";
import { relatedUrl } from "../widgets/relation.ts";
import { quote } from "../../quote.ts";

/** A form of a set. */
export interface InlineAdminForm {
  /** `choice_set-0`, or `choice_set-empty` for the form that scripts copy. */
  readonly id: string;
  readonly form: AnyModelForm;
  readonly original: object | undefined;
  readonly title: string;
  readonly is_empty: boolean;
  readonly fieldsets: readonly AdminFieldset[];
  /** All fields in order: the cells of a row. */
  readonly cells: readonly AdminField[];
  /** The key and the relation to the parent. */
  readonly hidden: SafeString;
  readonly deletion: SafeString | "";
  readonly non_field_errors: SafeString | "";
  readonly has_errors: boolean;
  readonly absolute_url: string | undefined;
  readonly change_url: string | undefined;
}

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

interface Heading {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly help_text: unknown;
  readonly is_hidden: boolean;
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

interface Layout {
  readonly inline: InlineModelAdmin;
  readonly formset: InlineFormSet;
  readonly may: InlinePermissions;
  readonly request: HttpRequest;
  readonly fieldsets: readonly Fieldset[];
  readonly fkName: string;
  readonly readonlyFields: readonly string[];
}

async function inlineForm(
  { inline, may, request, fieldsets, fkName, readonlyFields }: Layout,
  form: AnyModelForm,
  id: string,
  original: object | undefined,
): Promise<InlineAdminForm> {
  const isRead = original !== undefined && !may.change;
  const lines = await laidOut({
    admin: inline,
    request,
    form,
    fieldsets,
    readonlyFields: isRead ? [...readonlyFields, ...flattened(fieldsets)] : readonlyFields,
    without: fkName,
  });
  const isEmpty = id.endsWith("-empty");
  const nonField = form.nonFieldErrors();
  const isStored = original !== undefined && !stateOf(original as ModelBase).adding;
  return {
    id,
    form,
    original,
    title: isStored ? textOf(original) : isEmpty ? "" : `#${Number(id.split("-").at(-1)) + 1}`,
    is_empty: isEmpty,
    fieldsets: lines,
    cells: lines.flatMap((fieldset) => fieldset.lines.flatMap(({ fields }) => fields)),
    hidden: await hiddenOf(form, fkName, lines),
    deletion: Object.hasOwn(form.fields, "DELETE")
      ? markSafe(await form.get("DELETE").__html__())
      : "",
    non_field_errors: nonField.length > 0 ? await nonField.asUl() : "",
    has_errors: form.isBound && form.errors.size > 0,
    absolute_url: isStored ? await viewOnSiteUrl(inline, original) : undefined,
    change_url: isStored ? changeUrl(inline, original) : undefined,
  };

  function changeUrl(of: InlineModelAdmin, object: object): string | undefined {
    if (!of.showChangeLink || !of.adminSite.isRegistered(of.model)) return undefined;
    const { opts, adminSite } = of;
    const relation = { related: opts, site: adminSite } as never;
    return relatedUrl(relation, "change", quote(Reflect.get(object, "pk")));
  }
}

/** Returns the key and the relation to the parent as hidden inputs. */
async function hiddenOf(
  form: AnyModelForm,
  fkName: string,
  fieldsets: readonly AdminFieldset[],
): Promise<SafeString> {
  const key = infoOf(form.instance.constructor).primaryKey.name;
  const shown = new Set(
    fieldsets.flatMap(({ lines }) =>
      lines.flatMap(({ fields }) =>
        fields.filter((each) => !each.is_readonly).map(({ name }) => name),
      ),
    ),
  );
  const bound = [...new Set([key, fkName])]
    .filter((name) => Object.hasOwn(form.fields, name) && !shown.has(form.htmlName(name)))
    .map((name): BoundField => form.get(name));
  const parts: string[] = [];
  for (const each of bound) parts.push((await each.asHidden()).value);
  return markSafe(parts.join(""));
}

function headingsOf(layout: Layout, empty: AnyModelForm): readonly Heading[] {
  const { inline, fieldsets, fkName, readonlyFields, may } = layout;
  return flattened(fieldsets)
    .filter((name) => name !== fkName)
    .map((name) => {
      const isField = Object.hasOwn(empty.fields, name) && !readonlyFields.includes(name);
      if (!isField) {
        const shown = shownOf(inline, name);
        const { label } = shown;
        const declared = (shown.field ?? shown.manyToMany)?.declaration;
        return heading(name, label, false, declared?.helpText ?? "", false);
      }
      const bound = empty.get(name);
      const { field, label } = bound;
      const isRequired = field.required && (may.add || may.change);
      return heading(name, textOf(label), isRequired, field.helpText, bound.isHidden);
    });
}

function heading(
  name: string,
  label: string,
  required: boolean,
  help: unknown,
  isHidden: boolean,
): Heading {
  return {
    name: nameInMarkup(name),
    label: capitalized(label),
    required,
    help_text: help === "" ? "" : textOf(help),
    is_hidden: isHidden,
  };
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

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
