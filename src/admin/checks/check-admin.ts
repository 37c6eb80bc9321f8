import { loadApps, type Check, type CheckMessage } from "../../conf/index.ts";
import { setup } from "../../models/index.ts";
import { allSites } from "../site/all-sites.ts";
import { checkDependencies } from "./dependencies.ts";
import { checkForms } from "./form-checks.ts";
import { checkInlines } from "./inline-checks.ts";
import { checkList } from "./list-checks.ts";

/** Checks settings and registered classes, with Django's ids; types catch most mistakes earlier. */
export const checkAdmin: Check = async ({ settings, apps }) => {
  const needed = checkDependencies(settings);
  if (needed.length > 0 || !settings.DATABASES["default"]) return needed;
  await setup(settings, await loadApps(settings));
  const labels = new Set(apps.map(({ label }) => label));
  const found: CheckMessage[] = [];
  for (const site of allSites()) {
    for (const admin of site.modelAdmins) {
      if (!labels.has(admin.opts.appLabel)) continue;
      found.push(...checkForms(admin), ...checkList(admin), ...checkInlines(admin));
    }
  }
  return found;
};
