import { lstatSync, realpathSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { installedAppsIn, settingsRefusal } from "../../edits/index.ts";
import { MkwebError } from "../../errors.ts";
import { readSource } from "../../scaffold/index.ts";
import { didYouMean } from "../../mistakes/index.ts";
import type { ProjectFolder } from "../project.ts";
import { fileDefining } from "../startapp/setting-files.ts";

/** An app of the project that is to go. */
export interface AppToDestroy {
  /** `blog`; the name of its tables starts with it. */
  readonly label: string;
  /** Absolute. */
  readonly folder: string;
  /** From the project's folder. */
  readonly path: string;
  /** What INSTALLED_APPS calls it, each way it is listed. */
  readonly listed: readonly string[];
  /** The file that defines INSTALLED_APPS; none if it cannot be told. */
  readonly settings: string | undefined;
}

/** An app as the loaded project knows it. */
export interface KnownApp {
  readonly label: string;
  readonly folder: string;
}

/**
 * The app of a name: its label, its path, or the name of its folder.
 *
 * @param known The apps that could be loaded.
 * @throws {MkwebError} `MKWEB_UNKNOWN_APP`; `MKWEB_DESTROY_REFUSED` for what is not the project's own app.
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
      [`${path} is not the project's own.`],
      "Take it out of INSTALLED_APPS by hand.",
    );
  }
  if (isLink) {
    throw destroyRefused(
      [`${path} is a symbolic link.`],
      "Take the app out by hand, and then the link.",
    );
  }
  if (!statSync(folder).isDirectory()) {
    throw destroyRefused([`${path} is no folder.`], "Name an app of the project.");
  }
  for (const file of [settings(), join(root, "manage.js")]) {
    if (!file.startsWith(folder + sep)) continue;
    throw destroyRefused(
      [`${path} holds ${relative(root, file)}: it is the project, and no app of it.`],
      "Name an app of the project.",
    );
  }
}

/** @param files Whole paths of those that are at fault. */
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
