import { sep } from "node:path";
import { MkwebError } from "../../errors.ts";
import { escapeFromRepository, realFolder } from "../../scaffold/index.ts";

/**
 * Refuses a folder where a project could not run, or whose real location is elsewhere.
 *
 * @param folder Absolute; need not exist.
 * @throws {MkwebError} `MKWEB_PATH_REFUSED`.
 */
export function checkGround(folder: string): void {
  const real = realFolder(folder);
  if (real.split(sep).includes("node_modules")) {
    throw refused(
      folder,
      "it is below a folder called node_modules, where Node runs no TypeScript",
    );
  }
  const outside = escapeFromRepository(folder);
  if (outside === undefined) return;
  throw refused(
    folder,
    `a symbolic link in its path leads out of the repository, to ${outside}`,
    "A repository's links may lead anywhere. If you want that place, type its real path.",
  );
}

function refused(folder: string, why: string, hint = "Choose another folder."): MkwebError {
  return new MkwebError(
    "MKWEB_PATH_REFUSED",
    `${JSON.stringify(folder)} cannot hold a project: ${why}. Nothing was written.`,
    { hint },
  );
}
