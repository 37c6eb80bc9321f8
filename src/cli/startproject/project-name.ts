import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { MkwebError } from "../../errors.ts";
import { expandHome } from "../home.ts";
import { checkDirectory, checkName, checkNotTaken, nameTaken } from "../names.ts";

/** What a project is called and where it goes. */
export interface ProjectPlace {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
}

export interface PlaceRequest {
  /** A name, or a path whose last part is one: `../myproject`. */
  readonly name: string;
  readonly directory: string | undefined;
  readonly cwd: string;
  /** Names of the packages every project has. */
  readonly packages: Iterable<string>;
}

/**
 * Checks what was typed and says where the project goes: a folder named like it, unless another is
 * given. Looks at no disk.
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
 * Refuses a folder that nobody named as the target but that is there, by Django's rules.
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
    hint: "Choose another name, or name the folder to use after it.",
  });
}
