import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MkwebError } from "../errors.ts";

/** A project as it lies on disk: its folder and the files startapp edits. */
export interface ProjectFolder {
  /** Absolute: the folder of manage.js. */
  readonly root: string;
  /** Absolute. */
  readonly settings: string;
}

/** What a project's own command line knows already. */
interface KnownProject {
  readonly root: URL;
  readonly settingsModule: string;
}

/**
 * The project a command runs in: the one whose manage.js runs it, else the nearest folder above that
 * holds a manage.js. Its settings are those of MKWEB_SETTINGS_MODULE, else those manage.js names.
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
    return { root, settings: join(root, known.settingsModule) };
  }
  const root = nearest(cwd);
  if (root === undefined) throw noProject(`There is no manage.js in ${cwd} or a folder above it`);
  const manage = readFileSync(join(root, "manage.js"), "utf8");
  const module = env["MKWEB_SETTINGS_MODULE"] || namedSettings(manage);
  if (module === undefined) throw noProject(`${join(root, "manage.js")} names no settings file`);
  return { root, settings: join(root, module) };
}

/** The root URL module of a project, as its settings name it. */
export function urlsOf({ root, settings }: ProjectFolder): string {
  const source = existsSync(settings) ? readFileSync(settings, "utf8") : "";
  const [, named] = /\bROOT_URLCONF\b["']?\s*[:=]\s*["'`]([^"'`$]+)["'`]/.exec(source) ?? [];
  return named === undefined ? join(dirname(settings), "urls.ts") : join(root, named);
}

/** Names of the packages a project has. */
export function packagesOf({ root }: ProjectFolder): readonly string[] {
  try {
    const manifest: Readonly<Record<string, object | undefined>> = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    const lists = ["dependencies", "devDependencies", "optionalDependencies"];
    return lists.flatMap((list) => Object.keys(manifest[list] ?? {}));
  } catch {
    return [];
  }
}

function nearest(folder: string): string | undefined {
  if (existsSync(join(folder, "manage.js"))) return folder;
  return dirname(folder) === folder ? undefined : nearest(dirname(folder));
}

function namedSettings(manage: string): string | undefined {
  return /\bsettings\b\s*[:=]\s*["']([^"']+)["']/.exec(manage)?.[1];
}

function noProject(why: string): MkwebError {
  return new MkwebError("MKWEB_NO_PROJECT", `${why}. Nothing was written.`, {
    hint: "Change into a project, or make one with `mkweb startproject`.",
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
