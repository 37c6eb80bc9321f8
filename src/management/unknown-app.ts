import type { App } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { didYouMean } from "../mistakes/index.ts";

/**
 * @param apps The installed apps.
 * @param exitStatus 2 for a mistake on the command line.
 */
export function unknownApp(label: string, apps: readonly App[], exitStatus: 1 | 2 = 1): MkwebError {
  const question = didYouMean(
    label,
    apps.map((app) => app.label),
  );
  return new MkwebError("MKWEB_UNKNOWN_APP", `No installed app with label '${label}'.${question}`, {
    hint: "See INSTALLED_APPS in the settings for the installed apps.",
    exitStatus,
  });
}
