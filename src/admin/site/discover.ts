import { existsSync } from "node:fs";
import type { App } from "../../conf/index.ts";

/** Loads the `admin.ts` of every app, which registers its models; Django's `autodiscover()`. */
export async function autodiscover(apps: readonly Pick<App, "root">[]): Promise<void> {
  for (const { root } of apps) {
    const file = ["admin.ts", "admin.js"]
      .map((name) => new URL(name, root))
      .find((url) => existsSync(url));
    if (file) await import(file.href);
  }
}
