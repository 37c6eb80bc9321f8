import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readManageSettings, refusal } from "../edits/index.ts";
import { MkwebError } from "../errors.ts";
import { readSource } from "../scaffold/index.ts";

/** A project on disk. */
export interface ProjectFolder {
  /** Absolute path of the folder with manage.js. */
  readonly root: string;
  /**
   * Absolute path of the settings file: MKWEB_SETTINGS_MODULE, or else the one that manage.js names.
   *
   * @throws {MkwebError} `MKWEB_NO_PROJECT` if manage.js names none in a way that can be read without running
   *   it.
   */
  readonly settings: () => string;
}

/** What a project's own command line already knows. */
interface KnownProject {
  readonly root: URL;
  readonly settingsModule: string;
}

/**
 * Finds the project for a command: the one whose manage.js runs it, or else the nearest folder upwards with a
 * manage.js. Runs no project code.
 *
 * @throws {MkwebError} `MKWEB_NO_PROJECT`.
 */
export function findProject(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  known?: unknown,
): ProjectFolder {
  if (isKnown(known)) {
    const root = fileURLToPath(known.root);
    return { root, settings: () => join(root, known.settingsModule) };
  }
  const root = nearestProject(cwd);
  if (root === undefined) throw noProject(`There is no manage.js in ${cwd} or a folder above it`);
  const named = env["MKWEB_SETTINGS_MODULE"];
  let found: string | undefined;
  return { root, settings: () => (found ??= join(root, named || settingsNamed(root))) };
}

/** The nearest folder, upwards, with a manage.js. */
export function nearestProject(folder: string): string | undefined {
  if (existsSync(join(folder, "manage.js"))) return folder;
  return dirname(folder) === folder ? undefined : nearestProject(dirname(folder));
}

/** Names of the project's packages. */
export function packagesOf({ root }: ProjectFolder): readonly string[] {
  return Object.keys(dependenciesOf(root));
}

/** The version range of a package in the project's package.json, if it is a text: `^1.2.3`. */
export function packageSpecifier(root: string, name: string): string | undefined {
  const dependencies = dependenciesOf(root);
  const found = Object.hasOwn(dependencies, name) ? dependencies[name] : undefined;
  return typeof found === "string" ? found : undefined;
}

function dependenciesOf(root: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: Readonly<Record<string, object | undefined>> = JSON.parse(
      readSource(join(root, "package.json")).toString("utf8"),
    );
    const { devDependencies, optionalDependencies, dependencies } = manifest;
    return { ...devDependencies, ...optionalDependencies, ...dependencies };
  } catch {
    return {};
  }
}

function settingsNamed(root: string): string {
  const manage = join(root, "manage.js");
  const refuse = refusal(
    "MKWEB_NO_PROJECT",
    `tell which settings file ${manage} uses`,
    "Name it in front of the command: MKWEB_SETTINGS_MODULE=mysite/settings.ts mkweb ...",
  );
  return readManageSettings(readSource(manage).toString("utf8"), refuse);
}

function noProject(why: string): MkwebError {
  return new MkwebError("MKWEB_NO_PROJECT", `${why}. Nothing was written.`, {
    hint: "Change to a project's folder, or create a project with `mkweb startproject`.",
  });
}

function isKnown(value: unknown): value is KnownProject {
  return (
    typeof value === "object" &&
    value !== null &&
    "root" in value &&
    value.root instanceof URL &&
    "settingsModule" in value &&
    typeof value.settingsModule === "string"
  );
}
