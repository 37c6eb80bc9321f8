/** URLs and templates of a model's pages. */
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { installedApps } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { quote } from "../quote.ts";
import { adminUrl } from "../site/admin-url.ts";

type Page = "add" | "change" | "changelist" | "delete" | "history";

/** Returns the URL of a model's page, or with a key of an object's page. */
export function pageUrl({ opts, adminSite }: ModelAdmin, page: Page, key?: unknown): string {
  const args = key === undefined ? [] : [quote(key)];
  return adminUrl(adminSite, `${opts.appLabel}_${opts.modelName}_${page}`, ...args);
}

export function indexUrl({ adminSite }: ModelAdmin): string {
  return adminUrl(adminSite, "index");
}

/** Returns the template names that a project can override, most specific first. */
export function templatesOf(
  { opts }: ModelAdmin,
  own: string | undefined,
  file: string,
): readonly string[] {
  if (own !== undefined) return [own];
  const { appLabel, modelName } = opts;
  return [`admin/${appLabel}/${modelName}/${file}`, `admin/${appLabel}/${file}`, `admin/${file}`];
}

/** Redirects to the site's index with a message that the object does not exist. */
export async function notThere(
  admin: ModelAdmin,
  request: HttpRequest,
  objectId: string,
): Promise<HttpResponseBase> {
  const { verboseName } = admin.opts;
  const name = verboseName.charAt(0).toUpperCase() + verboseName.slice(1);
  const text = `${name} with ID “${objectId}” doesn’t exist. Perhaps it was deleted?`;
  await admin.messageUser(request, text, { level: "warning" });
  return new HttpResponseRedirect(indexUrl(admin));
}

/** Returns an app's human-readable name. */
export function appNameOf({ opts }: ModelAdmin): string {
  const app = installedApps().find(({ label }) => label === opts.appLabel);
  const name = app?.verboseName ?? opts.appLabel;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
