import { HttpResponseRedirect, type HttpRequest } from "../../http/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { adminUrl } from "../site/admin-url.ts";

/** Redirects from `/admin/polls/question/5/` to that question's change page. */
export function toChangePage(
  { opts, adminSite }: ModelAdmin,
  _request: HttpRequest,
  objectId: string,
): HttpResponseRedirect {
  const name = `${opts.appLabel}_${opts.modelName}_change`;
  return new HttpResponseRedirect(adminUrl(adminSite, name, objectId));
}
