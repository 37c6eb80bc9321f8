/** Lays out one inline form. Source: Django, `InlineAdminForm`. */
import type { AnyModelForm, BoundField } from "../../../forms/index.ts";
import type { HttpRequest } from "../../../http/index.ts";
import { infoOf, stateOf, type ModelBase } from "../../../models/index.ts";
import { markSafe, textOf, type SafeString } from "../../../templates/index.ts";
import type { InlineModelAdmin } from "../../options/inline-model-admin.ts";
import type { Fieldset } from "../../options/types.ts";
import { quote } from "../../quote.ts";
import { laidOut, type AdminField, type AdminFieldset } from "../admin-form.ts";
import { flattened } from "../flattened.ts";
import { viewOnSiteUrl } from "../view-on-site-url.ts";
import { relatedUrl } from "../widgets/relation.ts";
import type { InlineFormSet, InlinePermissions } from "./inline-forms.ts";

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

/** What the forms of a set share. */
export interface Layout {
  readonly inline: InlineModelAdmin;
  readonly formset: InlineFormSet;
  readonly may: InlinePermissions;
  readonly request: HttpRequest;
  readonly fieldsets: readonly Fieldset[];
  readonly fkName: string;
  readonly readonlyFields: readonly string[];
}

export async function inlineForm(
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
