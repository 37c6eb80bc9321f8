/** The fields of admin forms. Source: Django, `BaseModelAdmin.formfield_for_dbfield`. */
import {
  formfield,
  SplitDateTimeField,
  type Field,
  type FormFieldOptions,
  type ModelField,
} from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { FieldKind } from "../../models/index.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import { AdminFileWidget } from "./widgets/file.ts";
import {
  AdminBigIntegerFieldWidget,
  AdminDateWidget,
  AdminEmailInputWidget,
  AdminIntegerFieldWidget,
  AdminRadioSelect,
  AdminSplitDateTime,
  AdminTextareaWidget,
  AdminTextInputWidget,
  AdminTimeWidget,
  AdminURLFieldWidget,
  AdminUUIDInputWidget,
} from "./widgets/plain-widgets.ts";
import { relationField } from "./relation-field.ts";

const integer: FormFieldOptions = { widget: AdminIntegerFieldWidget };
const bigInteger: FormFieldOptions = { widget: AdminBigIntegerFieldWidget };

/** Kinds of fields with widgets of the admin. */
const defaults: { readonly [Kind in FieldKind]?: FormFieldOptions } = {
  bigInteger,
  char: { widget: AdminTextInputWidget },
  date: { widget: AdminDateWidget },
  datetime: { formClass: SplitDateTimeField, widget: AdminSplitDateTime },
  email: { widget: AdminEmailInputWidget },
  file: { widget: AdminFileWidget },
  image: { widget: AdminFileWidget },
  integer,
  positiveBigInteger: bigInteger,
  positiveInteger: integer,
  positiveSmallInteger: integer,
  slug: { widget: AdminTextInputWidget },
  smallInteger: integer,
  text: { widget: AdminTextareaWidget },
  time: { widget: AdminTimeWidget },
  url: { widget: AdminURLFieldWidget },
  uuid: { widget: AdminUUIDInputWidget },
};

/** Returns the form field for a model field; `null` leaves it out. */
export async function formfieldForDbfield(
  admin: BaseModelAdmin,
  field: ModelField,
  request: HttpRequest,
  given: FormFieldOptions = {},
): Promise<Field | null> {
  const { choices, kind, to } = field.declaration;
  const widget = admin.widgets[field.name];
  const options = { ...(widget && { widget }), ...given };
  if (choices !== undefined) return choiceField(admin, field, options);
  const own = admin.formfieldOverrides[kind];
  if (to) return relationField(admin, field, request, { ...own, ...options });
  return formfield(field, { ...defaults[kind], ...own, ...options });
}

function choiceField(
  { radioFields }: BaseModelAdmin,
  field: ModelField,
  options: FormFieldOptions,
): Field | null {
  const direction = Object.hasOwn(radioFields, field.name) ? radioFields[field.name] : undefined;
  if (direction === undefined) return formfield(field, options);
  const { blank = false, choices = [] } = field.declaration;
  const radio = {
    widget: new AdminRadioSelect({
      attrs: { class: `radiolist ${direction === "horizontal" ? "inline" : ""}`.trim() },
    }),
  };
  const listed = blank ? [["", "None"], ...choices] : choices;
  return formfield(field, { ...radio, choices: listed, ...options } as FormFieldOptions);
}
