/** Asks every backend for permissions. Source: Django, `contrib/auth/models.py`. */
import type { Settings } from "../../conf/index.ts";
import { PermissionDenied } from "../../http/index.ts";
import { authenticationBackends, type AuthBackend } from "../backend.ts";
import type { Visitor } from "./visitor.ts";

type Source = "getAllPermissions" | "getUserPermissions" | "getGroupPermissions";

/** Returns the permissions that all backends grant together. */
export async function permissionsOf(
  settings: Settings,
  user: Visitor,
  source: Source,
  object: unknown,
): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  for (const backend of await authenticationBackends(settings)) {
    for (const permission of (await backend[source]?.(user, object)) ?? []) all.add(permission);
  }
  return all;
}

/** Whether a backend grants it before another one denies it. */
export async function hasPermission(
  settings: Settings,
  user: Visitor,
  permission: string,
  object: unknown,
): Promise<boolean> {
  return anyBackend(settings, async (backend) =>
    backend.hasPerm
      ? backend.hasPerm(user, permission, object)
      : (await backend.getAllPermissions?.(user, object))?.has(permission),
  );
}

/** Whether somebody has all of some permissions; stops at the first that is missing. */
export async function hasEach(
  permissions: readonly string[],
  has: (permission: string) => Promise<boolean>,
): Promise<boolean> {
  for (const permission of permissions) {
    if (!(await has(permission))) return false;
  }
  return true;
}

/** Whether a backend grants anything in an app. */
export async function hasModulePermissions(
  settings: Settings,
  user: Visitor,
  app: string,
): Promise<boolean> {
  return anyBackend(settings, async (backend) => {
    if (backend.hasModulePerms) return backend.hasModulePerms(user, app);
    const all = [...((await backend.getAllPermissions?.(user)) ?? [])];
    return all.some((permission) => permission.startsWith(`${app}.`));
  });
}

async function anyBackend(
  settings: Settings,
  allows: (backend: AuthBackend) => Promise<boolean | undefined>,
): Promise<boolean> {
  for (const backend of await authenticationBackends(settings)) {
    try {
      if (await allows(backend)) return true;
    } catch (error) {
      if (error instanceof PermissionDenied) return false;
      throw error;
    }
  }
  return false;
}
