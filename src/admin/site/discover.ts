import { importAppModule, type App } from "../../conf/index.ts";

/**
 * Loads the `admin.ts` of every app, which registers its models; Django's `autodiscover()`.
 *
 * @example
 * await autodiscover(await loadApps(settings));
 */
export async function autodiscover(apps: readonly Pick<App, "root">[]): Promise<void> {
  for (const { root } of apps) await importAppModule(root, "admin");
}
