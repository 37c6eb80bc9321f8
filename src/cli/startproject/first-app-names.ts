import { MkwebError } from "../../errors.ts";
import { checkName, checkNotTaken, nameTaken } from "../names.ts";

/**
 * Checks the names of the apps that a new project is to begin with.
 *
 * @param packages Names of the packages it has.
 * @throws {MkwebError} `MKWEB_NAME_INVALID`, `MKWEB_NAME_TAKEN`; `MKWEB_USAGE` for a name given twice.
 */
export function checkFirstApps(
  project: string,
  apps: readonly string[],
  packages: readonly string[],
): void {
  const seen = new Set<string>();
  for (const app of apps) {
    checkName(app, "app name");
    checkNotTaken(app, "app name", packages);
    const folded = app.normalize("NFC").toLowerCase();
    if (folded === project.normalize("NFC").toLowerCase()) {
      throw nameTaken(app, "app name", "folder of the project's settings");
    }
    if (seen.has(folded)) {
      throw new MkwebError("MKWEB_USAGE", `--app ${app} is given twice. Nothing was written.`, {
        hint: "Name each app once.",
        exitStatus: 2,
      });
    }
    seen.add(folded);
  }
}
