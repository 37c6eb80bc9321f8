import type { AdminSite } from "./admin-site.ts";

const sites = new Set<WeakRef<AdminSite>>();

export function rememberSite(site: AdminSite): void {
  sites.add(new WeakRef(site));
}

/** Returns the process's sites that are still in use, in order of creation. */
export function allSites(): readonly AdminSite[] {
  return [...sites].flatMap((each) => each.deref() ?? []);
}
