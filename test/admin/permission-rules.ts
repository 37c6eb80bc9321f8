/** What the acceptance site lets each role do: written from its description, without asking the code that is tested. */
import type { Role } from "./library-site.ts";

export type Verb = "add" | "change" | "delete" | "view";

/** A row that an address names, as far as rules ask for it. */
export interface Row {
  readonly pk: string;
  readonly exists: boolean;
  /** Of a copy. */
  readonly status?: string;
  /** What stands in the way of deleting it, or goes along and asks for its own permission. */
  readonly isProtected?: boolean;
  readonly takesAlong?: readonly string[];
}

/** Whether the role has a permission of Django's own. */
const has = (role: Role, verb: Verb, app: string, model: string): boolean =>
  role.superuser || role.permissions.has(`${app}.${verb}_${model}`);

/** Whether the role may do it with a row, or with none in particular. */
export function may(role: Role, verb: Verb, app: string, model: string, row?: Row): boolean {
  if (!role.staff) return false;
  if (verb === "view") return has(role, "view", app, model) || has(role, "change", app, model);
  if (model === "review" && verb === "add") return false;
  // Who may not change users could make a superuser of a new one.
  if (model === "user" && verb === "add") {
    return has(role, "add", app, model) && has(role, "change", app, model);
  }
  if (model === "bookinstance" && !role.superuser) {
    if (verb === "delete") return false;
    if (verb === "add") return role.groups.includes("Desk");
    if (row !== undefined && finds(role, row) && row.status === "r") return false;
  }
  return has(role, verb, app, model);
}

/** Whether the row is among those that the role is shown. */
export const finds = (role: Role, row: Row): boolean =>
  row.exists && (row.status !== "m" || role.superuser);

/** Whether the model has any page for the role. */
export const sees = (role: Role, app: string, model: string): boolean =>
  may(role, "view", app, model) || may(role, "change", app, model);

/** Whether the role can do anything with a model, so that the index names it. */
export const isListed = (role: Role, app: string, model: string): boolean =>
  (["add", "change", "delete", "view"] as const).some((verb) =>
    model === "user" && verb === "add" ? has(role, verb, app, model) : may(role, verb, app, model),
  );

/** What comes of deleting a row: refused, shown to be impossible, or done. */
export function deletion(role: Role, app: string, row: Row): "refused" | "shown" | "done" {
  if (row.isProtected === true) return "shown";
  const others = row.takesAlong ?? [];
  return others.every((other) => may(role, "delete", app, other)) ? "done" : "refused";
}

/** Names of the actions that the role is offered for a model's rows. */
export function actionsOf(role: Role, app: string, model: string): readonly string[] {
  const own: Readonly<Record<string, readonly (readonly [string, Verb?])[]>> = {
    author: [["deactivate", "change"], ["announce"]],
    book: [["out_of_print", "change"]],
  };
  const all: readonly (readonly [string, Verb?])[] = [
    ["delete_selected", "delete"],
    ...(own[model] ?? []),
  ];
  return all
    .filter(([, verb]) => verb === undefined || may(role, verb, app, model))
    .map(([name]) => name);
}
