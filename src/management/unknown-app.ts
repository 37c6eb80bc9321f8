import { MkwebError } from "../errors.ts";

/** @param exitStatus 2 for a mistake on the command line. */
export function unknownApp(label: string, exitStatus: 1 | 2 = 1): MkwebError {
  return new MkwebError("MKWEB_UNKNOWN_APP", `No installed app with label '${label}'.`, {
    hint: "Look at INSTALLED_APPS in the settings for the apps there are.",
    exitStatus,
  });
}
