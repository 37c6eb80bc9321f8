import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { MkwebError } from "../../errors.ts";
import { expandHome } from "../home.ts";
import { checkDirectory, checkName, checkNotTaken, nameTaken } from "../names.ts";

/** The name and location of a project. */
export interface ProjectPlace {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
}

export interface PlaceRequest {
  /** A name, or a path that ends with one: `../myproject`. */
  readonly name: string;
  readonly directory: string | undefined;
  readonly cwd: string;
  /** Names of the packages of every project. */
  readonly packages: Iterable<string>;
}

/**
 * Checks what was typed and chooses the project's folder: named like the project, unless another is given.
 * Does not access the disk.
 *
 * @throws {MkwebError} `MKWEB_NAME_INVALID`, `MKWEB_NAME_TAKEN`.
 */
export function placeProject({ name, directory, cwd, packages }: PlaceRequest): ProjectPlace {
  const named = directory === undefined ? basename(name) : name;
  checkName(named, "project name", name);
  checkNotTaken(named, "project name", packages);
  checkDirectory(directory ?? name);
  return { name: named, folder: resolve(cwd, expandHome(directory ?? name)) };
}

/**
 * Refuses an existing folder that was not given explicitly, by Django's rules.
 *
 * @throws {MkwebError} `MKWEB_NAME_TAKEN`, `MKWEB_FILE_CONFLICT`.
 */
export function refuseExisting({ name, folder }: ProjectPlace): void {
  const status = lstatSync(folder, { throwIfNoEntry: false });
  if (status) {
    const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
    const isModule = isFolder && readdirSync(folder).length > 0;
    throw isModule ? nameTaken(name, "project name", "module") : alreadyExists(folder);
  }
  const module = ["js", "mjs", "cjs", "ts", "mts", "cts", "json"].find((ending) =>
    existsSync(join(dirname(folder), `${name}.${ending}`)),
  );
  if (module !== undefined) throw nameTaken(name, "project name", "module");
}

function alreadyExists(folder: string): MkwebError {
  return new MkwebError("MKWEB_FILE_CONFLICT", `'${folder}' already exists. Nothing was written.`, {
    hint: "Choose another name, or give the folder after the name.",
  });
}
