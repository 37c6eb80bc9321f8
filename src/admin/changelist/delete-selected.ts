/** Deletes chosen objects after a confirmation. Source: Django, `contrib/admin/actions.py`. */
import { PermissionDenied, type HttpRequest, type HttpResponse } from "../../http/index.ts";
import { atomic } from "../../models/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { Action } from "../options/display.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { installedApps } from "../../models/index.ts";
import { adminUrl } from "../site/admin-url.ts";
import { renderPage } from "../views/render-page.ts";
import { ACTION_CHECKBOX_NAME } from "./parameters.ts";

/** The action of every list whose objects may be deleted. */
export const deleteSelected: Action = {
  description: "Delete selected %(verbose_name_plural)s",
  permissions: ["delete"],
  run: (admin, request, chosen) => run(admin, request, chosen as never),
};

/** @throws {PermissionDenied} If the visitor may not delete an affected object. */
async function run(
  admin: ModelAdmin,
  request: HttpRequest,
  chosen: AdminRows,
): Promise<HttpResponse | undefined> {
  const objects: readonly object[] = await chosen;
  const found = await admin.getDeletedObjects(objects, request);
  const isConfirmed = request.POST.get("post") && found.protectedObjects.length === 0;
  if (!isConfirmed) return confirmation(admin, request, objects, found);
  if (found.permsNeeded.size > 0) throw new PermissionDenied();
  const count = objects.length;
  if (count === 0) return undefined;
  await atomic(async () => {
    await admin.logDeletions(request, objects);
    await admin.deleteQueryset(request, chosen);
  });
  const text = `Successfully deleted ${count} ${named(admin, count)}.`;
  await admin.messageUser(request, text, { level: "success" });
  return undefined;
}

type Found = Awaited<ReturnType<ModelAdmin["getDeletedObjects"]>>;

/** Returns the page that shows what would be deleted, or why it cannot be. */
function confirmation(
  admin: ModelAdmin,
  request: HttpRequest,
  objects: readonly object[],
  { toDelete, modelCount, permsNeeded, protectedObjects }: Found,
): Promise<HttpResponse> {
  const { opts } = admin;
  const name = named(admin, objects.length);
  const isImpossible = permsNeeded.size > 0 || protectedObjects.length > 0;
  const { appLabel, modelName } = opts;
  const app = installedApps().find(({ label }) => label === appLabel);
  const file = "delete_selected_confirmation.html";
  return renderPage(
    admin.adminSite,
    request,
    admin.deleteSelectedConfirmationTemplate ?? [
      `admin/${appLabel}/${modelName}/${file}`,
      `admin/${appLabel}/${file}`,
      `admin/${file}`,
    ],
    {
      title: isImpossible ? `Cannot delete ${name}` : "Delete multiple objects",
      subtitle: null,
      objects_name: name,
      deletable_objects: [toDelete],
      model_count: [...modelCount],
      queryset: objects,
      perms_lacking: [...permsNeeded],
      protected: protectedObjects,
      opts,
      app_name: app?.verboseName ?? appLabel,
      changelist_url: adminUrl(admin.adminSite, `${appLabel}_${modelName}_changelist`),
      back_url: request.getFullPath(),
      action_checkbox_name: ACTION_CHECKBOX_NAME,
    },
  );
}

/** Returns the model's name for a number of objects. */
export function named({ opts }: ModelAdmin, count: number): string {
  return count === 1 ? opts.verboseName : opts.verboseNamePlural;
}
