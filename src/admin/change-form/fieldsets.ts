/** The fields of a form and their layout. Source: Django, `get_fieldsets` and `get_fields`. */
import type { AnyModelFormClass } from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import type { InlineModelAdmin } from "../options/inline-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import type { FieldLines, Fieldset } from "../options/types.ts";
import { formClassOf } from "./form-class.ts";
import { inlineFormClassOf } from "./inlines/inline-forms.ts";

export async function fieldsetsOf(
  admin: ModelAdmin,
  request: HttpRequest,
  object?: object,
): Promise<readonly Fieldset[]> {
  return laidOut(admin, request, object, () =>
    formClassOf(admin, request, object, { change: object !== undefined, fields: null }),
  );
}

export async function inlineFieldsetsOf(
  inline: InlineModelAdmin,
  request: HttpRequest,
  parent?: object,
): Promise<readonly Fieldset[]> {
  return laidOut(inline, request, parent, () => inlineFormClassOf(inline, request, parent, null));
}

async function laidOut(
  admin: BaseModelAdmin,
  request: HttpRequest,
  object: object | undefined,
  form: () => Promise<AnyModelFormClass>,
): Promise<readonly Fieldset[]> {
  if (admin.fieldsets) return admin.fieldsets;
  const fields: FieldLines = admin.fields ?? [
    ...Object.keys(((await form()) as unknown as { readonly baseFields: object }).baseFields),
    ...admin.getReadonlyFields(request, object),
  ];
  return [[null, { fields }]];
}
