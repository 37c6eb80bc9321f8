import { lstatSync, readdirSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { checkDirectory, checkName, checkNotTaken, invalidName, nameTaken } from "../names.ts";
import { MkwebError } from "../../errors.ts";
import { expandHome } from "../home.ts";

/** The name and location of an app. */
export interface AppPlace {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Its entry in INSTALLED_APPS: the path relative to the project's folder, `apps/blog`. */
  readonly path: string;
}

export interface AppPlaceRequest {
  readonly name: string;
  readonly directory: string | undefined;
  readonly cwd: string;
  /** The project's folder. */
  readonly root: string;
  /** Names of the project's packages. */
  readonly packages: readonly string[];
}

/**
 * Checks the name and chooses the folder by Django's rules: inside the project's folder, unless another place
 * in the project is given.
 *
 * @throws {MkwebError} `MKWEB_NAME_INVALID`, `MKWEB_NAME_TAKEN`.
 */
export function placeApp({ name, directory, cwd, root, packages }: AppPlaceRequest): AppPlace {
  checkName(name, "app name");
  checkNotTaken(name, "app name", packages);
  if (isApp(resolve(root, name))) throw appIsThere(name);
  if (isThere(root, name)) throw nameTaken(name, "app name", "module");
  if (directory === undefined) return { name, folder: resolve(root, name), path: name };

  checkDirectory(directory);
  const folder = resolve(cwd, expandHome(directory));
  const path = relative(root, folder).split(sep).join("/");
  checkName(basename(folder), "app directory");
  checkNotTaken(basename(folder), "app directory", packages);
  if (path.startsWith("../") || resolve(root, path) !== folder) {
    throw invalidName(directory, "app directory", `It is outside the project, ${root}.`);
  }
  if (path.startsWith("node_modules/")) {
    throw invalidName(directory, "app directory", "It belongs to the package manager.");
  }
  return { name, folder, path };
}

/** Whether the folder looks like an app from startapp. */
function isApp(folder: string): boolean {
  return lstatSync(resolve(folder, "app.ts"), { throwIfNoEntry: false })?.isFile() === true;
}

function appIsThere(name: string): MkwebError {
  return new MkwebError(
    "MKWEB_NAME_TAKEN",
    `An app named '${name}' already exists: the folder ${name}/. Nothing was written.`,
    {
      hint: `Continue with that one: its page is in ${name}/views.ts and ${name}/templates/${name}/. For a second app, choose another name.`,
    },
  );
}

/** Whether a module in the project's folder could be imported by this name. */
function isThere(root: string, name: string): boolean {
  if (lstatSync(resolve(root, name), { throwIfNoEntry: false })) return true;
  const file = new RegExp(`^${name.normalize()}\\.(?:[cm]?[jt]s|json)$`, "u");
  return readdirSync(root).some((entry) => file.test(entry.normalize()));
}
