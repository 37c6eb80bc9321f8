import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { installedAppsIn, settingsRefusal } from "../../edits/index.ts";
import { MkwebError } from "../../errors.ts";
import { readSource } from "../../scaffold/index.ts";
import { didYouMean } from "../../mistakes/index.ts";
import type { ProjectFolder } from "../project.ts";
import { fileDefining } from "../startapp/setting-files.ts";

/** The app to remove from a project. */
export interface AppToDestroy {
  /** `blog`; its tables' names start with it. */
  readonly label: string;
  /** Absolute. */
  readonly folder: string;
  /** Relative to the project's folder. */
  readonly path: string;
  /** Its entries in INSTALLED_APPS. */
  readonly listed: readonly string[];
  /** The file that defines INSTALLED_APPS; `undefined` if unknown. */
  readonly settings: string | undefined;
}

/** An app as the loaded project describes it. */
export interface KnownApp {
  readonly label: string;
  readonly folder: string;
}

/**
 * Finds an app by its label, its path, or the name of its folder.
 *
 * @param known The apps that could be loaded.
 * @throws {MkwebError} `MKWEB_UNKNOWN_APP`; `MKWEB_DESTROY_REFUSED` for apps that are not the project's own.
 */
export function findAppToDestroy(
  project: ProjectFolder,
  name: string,
  known: readonly KnownApp[],
): AppToDestroy {
  const { root } = project;
  const { settings, items } = listedApps(project);
  const wanted = name.replace(/^\.\//, "").replace(/\/+$/, "");
  const labelled = known.find(({ label }) => label === wanted)?.folder;
  const entry =
    items.find((each) => each === wanted) ?? items.find((each) => basename(each) === wanted);
  const folder = labelled ?? resolve(root, entry ?? wanted);
  const path = relative(root, folder).split(sep).join("/");
  const status = lstatSync(folder, { throwIfNoEntry: false });
  if (!status || path === "") throw noSuchApp(wanted, items);
  refuseForeign(project, folder, path, status.isSymbolicLink());
  const listed = items.filter((each) => isSameFolder(resolve(root, each), folder));
  const label = known.find((each) => isSameFolder(each.folder, folder))?.label ?? basename(folder);
  return { label, folder, path, listed, settings };
}

function listedApps(project: ProjectFolder): {
  readonly settings: string | undefined;
  readonly items: readonly string[];
} {
  const refuse = settingsRefusal("", "the settings");
  const settings = fileDefining(project.settings(), "INSTALLED_APPS", refuse);
  if (settings === undefined) return { settings, items: [] };
  return { settings, items: installedAppsIn(readSource(settings).toString("utf8")) };
}

function isSameFolder(one: string, other: string): boolean {
  const status = statSync(one, { throwIfNoEntry: false });
  return status !== undefined && realpathSync.native(one) === realpathSync.native(other);
}

function refuseForeign(
  { root, settings }: ProjectFolder,
  folder: string,
  path: string,
  isLink: boolean,
): void {
  const isOutside = path.startsWith("../") || resolve(root, path) !== folder;
  if (isOutside || path.startsWith("node_modules/")) {
    throw destroyRefused(
      [`${path} is not one of the project's own apps.`],
      "Take it out of INSTALLED_APPS by hand.",
    );
  }
  if (isLink) {
    throw destroyRefused([`${path} is a symbolic link.`], "Remove the app by hand, then the link.");
  }
  if (!statSync(folder).isDirectory()) {
    throw destroyRefused([`${path} is not a folder.`], "Name an app of the project.");
  }
  for (const file of [settings(), join(root, "manage.js")]) {
    if (!file.startsWith(folder + sep)) continue;
    throw destroyRefused(
      [`${path} holds ${relative(root, file)}: it is the project itself, not an app.`],
      "Name an app of the project.",
    );
  }
}

/** @param files Absolute paths of the files at fault. */
export function destroyRefused(
  why: readonly string[],
  hint: string,
  files: readonly string[] = [],
): MkwebError {
  const message = `${why.join("\n")}\nNothing was changed.`;
  return new MkwebError("MKWEB_DESTROY_REFUSED", message, { hint, files });
}

function noSuchApp(name: string, items: readonly string[]): MkwebError {
  const own = items.filter((each) => !each.startsWith("mkweb/"));
  return new MkwebError(
    "MKWEB_UNKNOWN_APP",
    `The project has no app called '${name}'.${didYouMean(name, own)} Nothing was changed.`,
    {
      hint:
        own.length === 0
          ? "INSTALLED_APPS lists none of the project's own."
          : `Its apps are ${own.join(", ")}.`,
      exitStatus: 2,
    },
  );
}
