import { MkwebError } from "../../errors.ts";
import { checkName, checkNotTaken, nameTaken } from "../names.ts";

/**
 * Checks the names of the apps to create with a new project.
 *
 * @param packages Names of its packages.
 * @throws {MkwebError} `MKWEB_NAME_INVALID`, `MKWEB_NAME_TAKEN`; `MKWEB_USAGE` for a repeated name.
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
