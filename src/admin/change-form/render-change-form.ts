/** Renders the page of a form. Source: Django, `ModelAdmin.render_change_form`. */
import type { AnyModelForm } from "../../forms/index.ts";
import type { HttpResponse } from "../../http/index.ts";
import { pythonJson } from "../../query/index.ts";
import { textOf } from "../../templates/index.ts";
import { renderPage } from "../views/render-page.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { laidOut } from "./admin-form.ts";
import type { ChangeForm } from "./changeform-view.ts";
import { readyForms } from "./chosen-objects.ts";
import { flattened } from "./flattened.ts";
import { inlineAdminFormSet, type InlineAdminFormSet } from "./inlines/inline-admin-form-set.ts";
import { appNameOf, pageUrl, templatesOf } from "./page.ts";
import { prepopulatedFields } from "./prepopulated.ts";
import { isPopup, withFilters } from "./request-state.ts";
import { IS_POPUP_VAR, TO_FIELD_VAR } from "../changelist/parameters.ts";
import { viewOnSiteUrl } from "./view-on-site-url.ts";

type Context = Readonly<Record<string, unknown>>;

/** The visitor's permissions for the page's object. */
interface Permissions {
  readonly add: boolean;
  readonly change: boolean;
  readonly delete: boolean;
  readonly view: boolean;
}

/** @param objectId The key in the URL. */
export async function renderChangeForm(
  page: ChangeForm,
  objectId: string | undefined,
  extra: Context,
): Promise<HttpResponse> {
  const { admin, request, object, form } = page;
  const add = object === undefined;
  const may = await permissionsOf(page);
  const canEdit = add ? may.add : may.change;
  const inlines = await inlinesOf(page, canEdit);
  const fieldsets = await fieldsetsOf(page, canEdit);
  const prepopulated = canEdit
    ? prepopulatedFields(form, admin.getPrepopulatedFields(request, object))
    : [];
  const nonField = form.nonFieldErrors();
  // After a failed "Save as new" only that can be tried again.
  const isFailedCopy = request.POST.has("_saveasnew");
  const verb = add ? "Add" : may.change ? "Change" : "View";
  const filters = await admin.getPreservedFilters(request);
  const context: Context = {
    ...commonContext(admin, page, filters),
    title: `${verb} ${admin.opts.verboseName}`,
    subtitle: object ? textOf(object) : null,
    original: object ?? null,
    object_id: objectId ?? null,
    adminform: { form, fieldsets, prepopulated_fields: prepopulated },
    fieldsets,
    non_field_errors: nonField.length > 0 ? await nonField.asUl() : "",
    errors: errorCount(form, inlines),
    inline_admin_formsets: inlines,
    prepopulated_fields_json: pythonJson([
      ...prepopulated,
      ...inlines.flatMap((each) => each.prepopulated),
    ]),
    has_file_field: form.isMultipart() || inlines.some(({ formset }) => formset.isMultipart()),
    add: add && !isFailedCopy,
    change: !add || isFailedCopy,
    ...permissionContext(may),
    absolute_url: await viewOnSiteUrl(admin, object),
    ...objectUrls(admin, page, filters),
    ...extra,
    ...submitRow(page, may, inlines, { add: add && !isFailedCopy, isFailedCopy, extra }),
  };
  const own = (add && admin.addFormTemplate) || admin.changeFormTemplate;
  return renderPage(admin.adminSite, request, templatesOf(admin, own, "change_form.html"), context);
}

async function permissionsOf({ admin, request, object }: ChangeForm): Promise<Permissions> {
  return {
    add: await admin.hasAddPermission(request),
    change: await admin.hasChangePermission(request, object),
    delete: await admin.hasDeletePermission(request, object),
    view: await admin.hasViewPermission(request, object),
  };
}

function permissionContext(may: Permissions): Context {
  return {
    has_view_permission: may.view,
    has_add_permission: may.add,
    has_change_permission: may.change,
    has_delete_permission: may.delete,
  };
}

function fieldsetsOf(
  { admin, request, object, form, fieldsets }: ChangeForm,
  canEdit: boolean,
): ReturnType<typeof laidOut> {
  const readonlyFields = canEdit ? admin.getReadonlyFields(request, object) : flattened(fieldsets);
  return laidOut({ admin, request, form, fieldsets, readonlyFields });
}

async function inlinesOf(
  { formsets, form, request, object }: ChangeForm,
  canEdit: boolean,
): Promise<readonly InlineAdminFormSet[]> {
  const empties = formsets.map(({ may, formset }) =>
    canEdit && may.add && !isFull(formset) ? formset.emptyForm : undefined,
  );
  await readyForms(
    [form, ...empties.filter((each) => each !== undefined)],
    formsets.map(({ formset }) => formset),
  );
  const made: InlineAdminFormSet[] = [];
  for (const [at, each] of formsets.entries()) {
    made.push(await inlineAdminFormSet(each, empties[at], request, object, canEdit));
  }
  return made;
}

/** A set that never takes more forms needs no empty form to copy. */
function isFull(formset: object): boolean {
  return (formset.constructor as unknown as { readonly maxNum: number }).maxNum === 0;
}

function errorCount(form: AnyModelForm, inlines: readonly InlineAdminFormSet[]): number {
  if (!form.isBound) return 0;
  return inlines.reduce((sum, { formset }) => sum + formset.totalErrorCount(), form.errors.size);
}

function commonContext(
  admin: ModelAdmin,
  { request, toField }: ChangeForm,
  filters: string,
): Context {
  const { opts } = admin;
  return {
    opts,
    app_label: opts.appLabel,
    app_name: appNameOf(admin),
    is_popup: isPopup(request),
    is_popup_var: IS_POPUP_VAR,
    to_field: toField ?? null,
    to_field_var: TO_FIELD_VAR,
    preserved_filters: filters,
    save_as: admin.saveAs,
    save_on_top: admin.saveOnTop,
  };
}

function objectUrls(
  admin: ModelAdmin,
  { request, object, toField }: ChangeForm,
  filters: string,
): Context {
  const along = { popup: isPopup(request), toField: isPopup(request) ? toField : undefined };
  const key: unknown = object && Reflect.get(object, "pk");
  return {
    changelist_url: withFilters(filters, pageUrl(admin, "changelist"), {}, true),
    form_url: "",
    history_url: key === undefined ? null : withFilters(filters, pageUrl(admin, "history", key)),
    delete_url:
      key === undefined ? null : withFilters(filters, pageUrl(admin, "delete", key), along),
  };
}

/** Decides which buttons to show. Source: Django, `admin_modify.submit_row`. */
function submitRow(
  { admin, request }: ChangeForm,
  may: Permissions,
  inlines: readonly InlineAdminFormSet[],
  { add, isFailedCopy, extra }: { add: boolean; isFailedCopy: boolean; extra: Context },
): Context {
  const popup = isPopup(request);
  const wanted = (name: string): boolean => extra[name] !== false;
  const editsInlines = inlines.some(
    (each) => each.has_add_permission || each.has_change_permission || each.has_delete_permission,
  );
  const canSave = (may.change && !add) || (may.add && add) || editsInlines;
  const canSaveAsNew = !popup && may.add && !add && admin.saveAs;
  const showSave = canSave && !isFailedCopy && wanted("show_save");
  const canSaveAndAdd = may.add && !popup && (!admin.saveAs || add) && canSave;
  const canSaveAndContinue = !popup && canSave && may.view && !isFailedCopy;
  return {
    can_change: may.change || editsInlines,
    show_save: showSave,
    show_save_as_new: canSaveAsNew,
    show_save_and_add_another: canSaveAndAdd && wanted("show_save_and_add_another"),
    show_save_and_continue: canSaveAndContinue && wanted("show_save_and_continue"),
    show_delete_link: !popup && may.delete && !add && wanted("show_delete"),
    show_close: !showSave,
  };
}
