import type { AdminSite } from "./admin-site.ts";

const sites = new Set<WeakRef<AdminSite>>();

export function rememberSite(site: AdminSite): void {
  sites.add(new WeakRef(site));
}

/** Every site of the process that is still in use, in the order they were made. */
export function allSites(): readonly AdminSite[] {
  return [...sites].flatMap((each) => each.deref() ?? []);
}
