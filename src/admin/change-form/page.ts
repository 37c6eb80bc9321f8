/** Addresses and pages of a model. */
import { HttpResponseRedirect, type HttpRequest, type HttpResponseBase } from "../../http/index.ts";
import { installedApps } from "../../models/index.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { quote } from "../quote.ts";
import { adminUrl } from "../site/admin-url.ts";

type Page = "add" | "change" | "changelist" | "delete" | "history";

/** The address of a page of the model; of one object, by its key. */
export function pageUrl({ opts, adminSite }: ModelAdmin, page: Page, key?: unknown): string {
  const args = key === undefined ? [] : [quote(key)];
  return adminUrl(adminSite, `${opts.appLabel}_${opts.modelName}_${page}`, ...args);
}

export function indexUrl({ adminSite }: ModelAdmin): string {
  return adminUrl(adminSite, "index");
}

/** The names under which a project can have its own template, the most particular one first. */
export function templatesOf(
  { opts }: ModelAdmin,
  own: string | undefined,
  file: string,
): readonly string[] {
  if (own !== undefined) return [own];
  const { appLabel, modelName } = opts;
  return [`admin/${appLabel}/${modelName}/${file}`, `admin/${appLabel}/${file}`, `admin/${file}`];
}

/** Says that there is no such object, on the site's first page. */
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

/** What people call an app. */
export function appNameOf({ opts }: ModelAdmin): string {
  const app = installedApps().find(({ label }) => label === opts.appLabel);
  const name = app?.verboseName ?? opts.appLabel;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
