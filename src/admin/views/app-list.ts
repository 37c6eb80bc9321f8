/** The apps and models that a visitor has permissions for. Source: Django, `AdminSite.get_app_list`. */
import type { HttpRequest } from "../../http/index.ts";
import { installedApps } from "../../models/index.ts";
import { NoReverseMatch } from "../../urls/index.ts";
import type { AdminModel, Verb } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import type { AdminSite } from "../site/admin-site.ts";
import { adminUrl } from "../site/admin-url.ts";

/** A visitor's permissions for the objects of a model. */
export type ModelPerms = Readonly<Record<Verb, boolean>>;

/** A model as templates see it. */
export interface ModelEntry {
  readonly model: AdminModel<object>;
  /** The model's plural name. */
  readonly name: string;
  readonly object_name: string;
  readonly perms: ModelPerms;
  /** URL of its list; `null` if the visitor may not see it. */
  readonly admin_url: string | null;
  /** `null` if the visitor may not add objects. */
  readonly add_url: string | null;
  readonly view_only: boolean;
}

/** An app as templates see it. */
export interface AppEntry {
  readonly name: string;
  readonly app_label: string;
  readonly app_url: string;
  readonly has_module_perms: boolean;
  readonly models: ModelEntry[];
}

/** @param appLabel Only this app. */
export async function appList(
  site: AdminSite,
  request: HttpRequest,
  appLabel?: string,
): Promise<AppEntry[]> {
  const apps = new Map<string, AppEntry>();
  for (const admin of site.modelAdmins) {
    const { appLabel: label } = admin.opts;
    if (appLabel !== undefined && label !== appLabel) continue;
    if (!(await admin.hasModulePermission(request))) continue;
    const perms = await admin.getModelPerms(request);
    if (!Object.values(perms).includes(true)) continue;
    let app = apps.get(label);
    if (!app) apps.set(label, (app = appEntry(site, label)));
    app.models.push(modelEntry(admin, perms));
  }
  const found = [...apps.values()].sort((a, b) =>
    compare(a.name.toLowerCase(), b.name.toLowerCase()),
  );
  for (const { models } of found) models.sort((a, b) => compare(a.name, b.name));
  return found;
}

function appEntry(site: AdminSite, label: string): AppEntry {
  const app = installedApps().find((each) => each.label === label);
  return {
    name: capitalized(app?.verboseName ?? label),
    app_label: label,
    app_url: adminUrl(site, "app_list", label),
    has_module_perms: true,
    models: [],
  };
}

function modelEntry(admin: ModelAdmin, perms: ModelPerms): ModelEntry {
  const { appLabel, modelName, verboseNamePlural, name } = admin.opts;
  const page = (suffix: string) => urlIfAny(admin.adminSite, `${appLabel}_${modelName}_${suffix}`);
  return {
    model: admin.model,
    name: capitalized(verboseNamePlural),
    object_name: name,
    perms,
    admin_url: perms.change || perms.view ? page("changelist") : null,
    add_url: perms.add ? page("add") : null,
    view_only: !perms.change,
  };
}

/** A class may replace its pages, so a URL may be missing. */
function urlIfAny(site: AdminSite, name: string): string | null {
  try {
    return adminUrl(site, name);
  } catch (error) {
    if (error instanceof NoReverseMatch) return null;
    throw error;
  }
}

/** Like Django's `capfirst`. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
