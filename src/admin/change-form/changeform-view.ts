/** The pages that add and change an object. Source: Django, `ModelAdmin._changeform_view`. */
import type { AnyModelForm, AnyModelFormClass } from "../../forms/index.ts";
import { PermissionDenied, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import type { Fieldset } from "../options/types.ts";
import { createFormSets, type PageFormSet } from "./inlines/form-sets.ts";
import { flattened } from "./flattened.ts";
import { formClassOf, type FormClassOptions } from "./form-class.ts";
import { notThere } from "./page.ts";
import { renderChangeForm } from "./render-change-form.ts";
import { toFieldOf } from "./request-state.ts";
import { saveSent } from "./save.ts";
import { whole } from "./whole.ts";

type Context = Readonly<Record<string, unknown>>;

/** The subject of a page and the submitted data. */
export interface ChangeForm {
  readonly admin: ModelAdmin;
  readonly request: HttpRequest;
  /** The object to change; `undefined` to add one. */
  readonly object: object | undefined;
  readonly fieldsets: readonly Fieldset[];
  readonly form: AnyModelForm;
  readonly formsets: readonly PageFormSet[];
  readonly toField: string | undefined;
}

export const changeformView = whole(answer);

/** @param given The key in the URL; `undefined` for the page that adds an object. */
async function answer(
  admin: ModelAdmin,
  request: HttpRequest,
  given: string | undefined,
  extra: Context,
): Promise<HttpResponseBase> {
  const isPost = request.method === "POST";
  const toField = await toFieldOf(admin, request);
  const objectId = isPost && request.POST.has("_saveasnew") ? undefined : given;
  const object =
    objectId === undefined ? undefined : await admin.getObject(request, objectId, toField);
  await requirePermission(admin, request, objectId, object);
  if (objectId !== undefined && !object) return notThere(admin, request, objectId);
  const page = await formsOf(admin, request, object, toField);
  if (isPost) {
    const saved = await saveSent(page);
    if (saved) return saved;
  }
  return renderChangeForm(page, objectId ?? given, extra);
}

async function requirePermission(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string | undefined,
  object: object | undefined,
): Promise<void> {
  const may =
    objectId === undefined
      ? await admin.hasAddPermission(request)
      : request.method === "POST"
        ? await admin.hasChangePermission(request, object)
        : await admin.hasViewOrChangePermission(request, object);
  if (!may) throw new PermissionDenied();
}

async function formsOf(
  admin: ModelAdmin,
  request: HttpRequest,
  object: object | undefined,
  toField: string | undefined,
): Promise<ChangeForm> {
  const fieldsets = await admin.getFieldsets(request, object);
  const Form = await admin.getForm(request, object, { change: object !== undefined });
  const form = await formFor(Form, admin, request, object);
  const formsets = await createFormSets(admin, request, form.instance as object, object);
  return { admin, request, object, fieldsets, form, formsets, toField };
}

async function formFor(
  Form: AnyModelFormClass,
  admin: ModelAdmin,
  request: HttpRequest,
  object: object | undefined,
): Promise<AnyModelForm> {
  if (request.method === "POST") {
    return new Form({ data: request.POST, files: request.FILES, instance: object });
  }
  if (object) return new Form({ instance: object });
  return new Form({ initial: await admin.getChangeformInitialData(request) });
}

/** Returns the form class for a page, with the fields of its layout. */
export async function formClassFor(
  admin: ModelAdmin,
  request: HttpRequest,
  object: object | undefined,
  options: Omit<FormClassOptions, "fields">,
): Promise<AnyModelFormClass> {
  const fieldsets = await admin.getFieldsets(request, object);
  return formClassOf(admin, request, object, { ...options, fields: flattened(fieldsets) });
}
