/** Carries a list's query to the pages of its objects and back. Source: Django, `get_preserved_filters`. */
import { quotePlus, type HttpRequest } from "../http/index.ts";
import type { ModelAdmin } from "./options/model-admin.ts";
import { adminUrl } from "./site/admin-url.ts";

export const CHANGELIST_FILTERS = "_changelist_filters";

/** Returns `_changelist_filters=…`: on the list its own query, on other pages the one they received; `""` for none. */
export function preservedFilters(admin: ModelAdmin, request: HttpRequest): string {
  if (!admin.preserveFilters) return "";
  const { appLabel, modelName } = admin.opts;
  const list = adminUrl(admin.adminSite, `${appLabel}_${modelName}_changelist`);
  const kept =
    request.path === list ? request.GET.urlencode() : (request.GET.get(CHANGELIST_FILTERS) ?? "");
  return kept === "" ? "" : `${CHANGELIST_FILTERS}=${quotePlus(kept)}`;
}
