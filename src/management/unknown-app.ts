import type { App } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import { didYouMean } from "../mistakes/index.ts";

/** @param apps Those there are. @param exitStatus 2 for a mistake on the command line. */
export function unknownApp(label: string, apps: readonly App[], exitStatus: 1 | 2 = 1): MkwebError {
  const question = didYouMean(
    label,
    apps.map((app) => app.label),
  );
  return new MkwebError("MKWEB_UNKNOWN_APP", `No installed app with label '${label}'.${question}`, {
    hint: "Look at INSTALLED_APPS in the settings for the apps there are.",
    exitStatus,
  });
}
