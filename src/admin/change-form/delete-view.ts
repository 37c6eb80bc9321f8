/** The page that confirms and performs a deletion. Source: Django, `ModelAdmin._delete_view`. */
import { PermissionDenied, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { readForText } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { renderPage } from "../views/render-page.ts";
import type { DeletedObjects } from "./deleted-objects.ts";
import { fieldNamed } from "./find-object.ts";
import { appNameOf, notThere, pageUrl, templatesOf } from "./page.ts";
import { isPopup, toFieldOf, withFilters } from "./request-state.ts";
import { whole } from "./whole.ts";
import { IS_POPUP_VAR, TO_FIELD_VAR } from "../changelist/parameters.ts";

type Context = Readonly<Record<string, unknown>>;

export const deleteView = whole(answer);

async function answer(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string,
  extra: Context,
): Promise<HttpResponseBase> {
  const toField = await toFieldOf(admin, request);
  const object = await admin.getObject(request, objectId, toField);
  if (!(await admin.hasDeletePermission(request, object))) throw new PermissionDenied();
  if (!object) return notThere(admin, request, objectId);
  const found = await admin.getDeletedObjects([object], request);
  const isProtected = found.protectedObjects.length > 0;
  // An empty POST does not confirm anything.
  if ([...request.POST.keys()].length > 0 && !isProtected) {
    if (found.permsNeeded.size > 0) throw new PermissionDenied();
    return deleted(admin, request, object, toField);
  }
  const context = await question({ admin, request, object, found, toField });
  const templates = templatesOf(
    admin,
    admin.deleteConfirmationTemplate,
    "delete_confirmation.html",
  );
  return renderPage(admin.adminSite, request, templates, { ...context, ...extra });
}

interface Asked {
  readonly admin: ModelAdmin;
  readonly request: HttpRequest;
  readonly object: object;
  readonly found: DeletedObjects;
  readonly toField: string | undefined;
}

async function question({ admin, request, object, found, toField }: Asked): Promise<Context> {
  const { verboseName } = admin.opts;
  const cannot = found.protectedObjects.length > 0 || found.permsNeeded.size > 0;
  const filters = await admin.getPreservedFilters(request);
  const key: unknown = Reflect.get(object, "pk");
  return {
    title: cannot ? `Cannot delete ${verboseName}` : "Delete",
    subtitle: null,
    object_name: verboseName,
    object,
    deleted_objects: found.toDelete,
    model_count: [...found.modelCount],
    perms_lacking: [...found.permsNeeded],
    protected: found.protectedObjects,
    opts: admin.opts,
    app_label: admin.opts.appLabel,
    app_name: appNameOf(admin),
    preserved_filters: filters,
    is_popup: isPopup(request),
    is_popup_var: IS_POPUP_VAR,
    to_field: toField ?? null,
    to_field_var: TO_FIELD_VAR,
    changelist_url: withFilters(filters, pageUrl(admin, "changelist"), {}, true),
    object_url: withFilters(filters, pageUrl(admin, "change", key)),
  };
}

async function deleted(
  admin: ModelAdmin,
  request: HttpRequest,
  object: object,
  toField: string | undefined,
): Promise<HttpResponseBase> {
  await readForText([object]);
  const display = textOf(object);
  const field = (toField && fieldNamed(admin, toField)) || admin.opts.primaryKey;
  const value = textOf(Reflect.get(object, field.attribute));
  await admin.logDeletions(request, [object]);
  await admin.deleteModel(request, object);
  return admin.responseDelete(request, display, value);
}
