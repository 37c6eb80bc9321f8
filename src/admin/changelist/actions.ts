/** Actions on objects chosen in a list. Source: Django, `ModelAdmin.get_actions`. */
import type { HttpRequest } from "../../http/index.ts";
import { wordsOf } from "../../models/index.ts";
import { nameInMarkup } from "../names.ts";
import type { Action } from "../options/display.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { deleteSelected } from "./delete-selected.ts";
import { IS_POPUP_VAR } from "./parameters.ts";

/** Returns the actions of the site and the class that the visitor may use, by submitted name: `out_of_print`. */
export async function actionsFor(
  admin: ModelAdmin,
  request: HttpRequest,
): Promise<ReadonlyMap<string, Action>> {
  if (admin.actions === null || request.GET.has(IS_POPUP_VAR)) return new Map();
  const { adminSite } = admin;
  const all = new Map<string, Action>([
    ...(adminSite.hasDeleteSelected ? [["deleteSelected", deleteSelected] as const] : []),
    ...adminSite.actions,
    ...Object.entries(admin.actions),
  ]);
  const allowed = new Map<string, Action>();
  for (const [name, action] of all) {
    if (await isAllowed(admin, request, action)) allowed.set(nameInMarkup(name), action);
  }
  return allowed;
}

async function isAllowed(
  admin: ModelAdmin,
  request: HttpRequest,
  { permissions }: Action,
): Promise<boolean> {
  if (permissions === undefined) return true;
  for (const permission of permissions) {
    const name = `has${permission.charAt(0).toUpperCase()}${permission.slice(1)}Permission`;
    const ask: unknown = Reflect.get(admin, name);
    if (typeof ask !== "function") {
      throw new TypeError(
        `An action of ${admin.opts.label} requires the permission '${permission}', but its class has no method ${name}().`,
      );
    }
    if (await Reflect.apply(ask, admin, [request])) return true;
  }
  return false;
}

/** Returns the actions as choices: names and labels. */
export async function actionChoices(
  admin: ModelAdmin,
  request: HttpRequest,
): Promise<readonly (readonly [name: string, description: string])[]> {
  const { verboseName, verboseNamePlural } = admin.opts;
  const actions = [...(await admin.getActions(request))].map(([name, { description }]) => {
    const words = description ?? capitalized(wordsOf(name));
    const text = words
      .replaceAll("%(verbose_name)s", verboseName)
      .replaceAll("%(verbose_name_plural)s", verboseNamePlural);
    return [name, text] as const;
  });
  return [["", "---------"], ...actions];
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
