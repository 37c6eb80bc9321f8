/** The URL of an object on the site itself. Source: Django, `get_view_on_site_url`. */
import { aliasForRead, contentTypeKey, infoOf } from "../../models/index.ts";
import { textOf } from "../../templates/index.ts";
import { adminUrl } from "../site/admin-url.ts";
import type { BaseModelAdmin } from "../options/base-model-admin.ts";

export async function viewOnSiteUrl(
  { viewOnSite, adminSite }: BaseModelAdmin,
  object: object | undefined,
): Promise<string | undefined> {
  if (!object || viewOnSite === false) return undefined;
  if (typeof viewOnSite === "function") return viewOnSite(object as never);
  if (typeof Reflect.get(object, "getAbsoluteUrl") !== "function") return undefined;
  const info = infoOf(object.constructor);
  const contentTypeId = await contentTypeKey(info, aliasForRead(info), { forConcreteModel: false });
  return adminUrl(adminSite, "view_on_site", contentTypeId, textOf(Reflect.get(object, "pk")));
}
