/** The page with a model's list. Source: Django, `ModelAdmin.changelist_view`. */
import type { BaseModelFormSet } from "../../forms/index.ts";
import {
  HttpResponseRedirect,
  PermissionDenied,
  type HttpRequest,
  type HttpResponseBase,
} from "../../http/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { renderPage } from "../views/render-page.ts";
import type { ChangeList } from "./change-list.ts";
import { DisallowedModelAdminToField, IncorrectLookupParameters } from "./errors.ts";
import { saveRows } from "./list-editing.ts";
import { listContext } from "./list-context.ts";
import { ACTION_CHECKBOX_NAME, ERROR_FLAG, TO_FIELD_VAR } from "./parameters.ts";
import { NOTHING_SELECTED } from "./response-action.ts";

type Context = Readonly<Record<string, unknown>>;

/**
 * Shows the list, runs actions and saves edited rows.
 *
 * @throws {PermissionDenied} If the visitor may not see these objects. {@link DisallowedModelAdminLookup}, {@link DisallowedModelAdminToField}
 */
export async function changelistView(
  admin: ModelAdmin,
  request: HttpRequest,
  extra: Context,
): Promise<HttpResponseBase> {
  if (!(await admin.hasViewOrChangePermission(request))) throw new PermissionDenied();
  const toField = request.GET.get(TO_FIELD_VAR);
  if (toField && !(await admin.toFieldAllowed(request, toField))) {
    throw new DisallowedModelAdminToField(toField);
  }
  const list = await loadList(admin, request);
  if (list instanceof HttpResponseRedirect) return list;
  if (!list)
    return renderPage(admin.adminSite, request, "admin/invalid_setup.html", {
      title: "Database error",
    });
  if (list.params.areWordsRefused) {
    await admin.messageUser(request, "Null characters are not allowed.", { level: "error" });
  }
  const answer = await actionAnswer(admin, request, list);
  if (answer) return answer;
  let formset: BaseModelFormSet | undefined;
  if (request.method === "POST" && list.listEditable.length > 0 && request.POST.has("_save")) {
    formset = await saveRows(list);
    if (!formset) return new HttpResponseRedirect(request.getFullPath());
  } else if (list.listEditable.length > 0 && (await admin.hasChangePermission(request))) {
    const FormSet = await admin.getChangelistFormset(request, list.listEditable);
    formset = new FormSet({ rows: list.resultList });
    await formset.whenReady();
  }
  return showList(admin, request, { ...(await listContext(list, formset)), ...extra });
}

function showList(
  admin: ModelAdmin,
  request: HttpRequest,
  context: Context,
): Promise<HttpResponseBase> {
  const { appLabel, modelName } = admin.opts;
  const templates = admin.changeListTemplate ?? [
    `admin/${appLabel}/${modelName}/change_list.html`,
    `admin/${appLabel}/change_list.html`,
    "admin/change_list.html",
  ];
  return renderPage(admin.adminSite, request, templates, context);
}

/** Returns the list; for an invalid query a redirect without it, or `undefined` if that was tried already. */
async function loadList(
  admin: ModelAdmin,
  request: HttpRequest,
): Promise<ChangeList | HttpResponseRedirect | undefined> {
  try {
    return await admin.getChangelistInstance(request);
  } catch (error) {
    if (!(error instanceof IncorrectLookupParameters)) throw error;
    if (request.GET.has(ERROR_FLAG)) return undefined;
    return new HttpResponseRedirect(`${request.path}?${ERROR_FLAG}=1`);
  }
}

/** Returns the response to an action or its confirmation; `undefined` if none was submitted. */
async function actionAnswer(
  admin: ModelAdmin,
  request: HttpRequest,
  list: ChangeList,
): Promise<HttpResponseBase | undefined> {
  const { POST, method } = request;
  if (method !== "POST" || POST.has("_save")) return undefined;
  const isButton = POST.has("index");
  const selected = POST.getlist(ACTION_CHECKBOX_NAME);
  if (!isButton && selected.length === 0) return undefined;
  if ((await admin.getActions(request)).size === 0) return undefined;
  if (selected.length > 0) {
    const answer = await admin.responseAction(request, list.queryset);
    if (answer) return answer;
  } else {
    await admin.messageUser(request, NOTHING_SELECTED, { level: "warning" });
  }
  // Redirects, so that reloading the page submits nothing again.
  return new HttpResponseRedirect(request.getFullPath());
}
