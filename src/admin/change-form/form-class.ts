/** Builds the form class of a page. Source: Django, `ModelAdmin.get_form`. */
import {
  BaseModelForm,
  defineModelForm,
  fieldsForModel,
  modelformFactory,
  type AnyModelFormClass,
  type Field,
  type FormFieldOptions,
  type ModelField,
  type ModelFormMeta,
} from "../../forms/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

/** Static properties of a class of model forms. */
type FormKind = Pick<typeof BaseModelForm, "meta" | "declaredFields">;

export interface FormClassOptions {
  readonly change: boolean;
  /** Names of the fields; `null` means all. */
  readonly fields: readonly string[] | null;
  /** The base class. Default: the `form` of the admin class. */
  readonly form?: AnyModelFormClass | undefined;
}

export async function formClassOf(
  admin: ModelAdmin,
  request: HttpRequest,
  object: object | undefined,
  { change, fields, form = admin.form }: FormClassOptions,
): Promise<AnyModelFormClass> {
  const exclude = excludedOf(admin, request, object, form);
  if (change && fields && !(await admin.hasChangePermission(request, object))) {
    exclude.push(...fields);
  }
  const base = formOf(form, admin.getReadonlyFields(request, object));
  const meta = { fields: fieldsNamed(base, fields), exclude };
  return modelformFactory(
    admin.model as never,
    {
      form: base as never,
      ...meta,
      formfieldCallback: await callbackOf(admin, base, meta, request),
    } as never,
  );
}

/** Returns excluded names: those of the class and read-only ones. */
export function excludedOf(
  admin: BaseModelAdmin,
  request: HttpRequest,
  object: object | undefined,
  form: AnyModelFormClass = admin.form ?? BaseModelForm,
): string[] {
  const excluded = admin.getExclude(request, object);
  const { meta } = form as unknown as FormKind;
  return [...(excluded ?? meta.exclude ?? []), ...admin.getReadonlyFields(request, object)];
}

/** Returns the base class without its declared fields that are read-only. */
export function formOf(
  given: AnyModelFormClass | undefined,
  readonly: readonly string[],
): AnyModelFormClass {
  const form = given ?? BaseModelForm;
  const declared = (form as unknown as FormKind).declaredFields;
  const hidden = readonly.filter((name) => Object.hasOwn(declared, name));
  if (hidden.length === 0) return form;
  const without = Object.fromEntries(hidden.map((name) => [name, null]));
  return defineModelForm(form, {}, without);
}

/** Returns the names of the form's fields, without those only shown. */
export function fieldsNamed(
  base: AnyModelFormClass,
  fields: readonly string[] | null,
): ModelFormMeta["fields"] {
  return fields ?? (base as unknown as FormKind).meta.fields ?? "__all__";
}

type Callback = (field: ModelField, options: FormFieldOptions) => Field | null;

/** Creates the fields beforehand: the admin's may need to ask for permissions, but forms create fields synchronously. */
export async function callbackOf(
  admin: BaseModelAdmin,
  base: AnyModelFormClass,
  { fields, exclude }: Pick<ModelFormMeta, "exclude" | "fields">,
  request: HttpRequest,
): Promise<Callback> {
  const { declaredFields, meta } = base as unknown as FormKind;
  const asked: (readonly [ModelField, FormFieldOptions])[] = [];
  const left = exclude ?? [];
  const wanted = Array.isArray(fields)
    ? (fields as readonly string[]).filter(
        (name) => !Object.hasOwn(declaredFields, name) && !left.includes(name),
      )
    : fields;
  fieldsForModel(admin.model, {
    ...meta,
    fields: wanted,
    exclude: [...left, ...Object.keys(declaredFields)],
    formfieldCallback: (field, options) => {
      asked.push([field, options]);
      return null;
    },
  });
  const made = new Map<string, Field | null>();
  for (const [field, options] of asked) {
    made.set(field.name, await admin.formfieldForDbfield(field, request, options));
  }
  return ({ name }) => made.get(name) ?? null;
}
