/** What a deployment needs to know about a project, read without running its code. */
import { basename, dirname, relative, sep } from "node:path";
import {
  hasDefaultExport,
  listedApps,
  readTextSetting,
  refusal,
  styleOf,
  type CodeStyle,
} from "../../edits/index.ts";
import { readRecords, readSource } from "../../scaffold/index.ts";
import { packageName } from "../startproject/project-package.ts";
import { packagesOf, packageSpecifier, type ProjectFolder } from "../project.ts";
import { fileDefining } from "../startapp/setting-files.ts";
import { unlessRefused } from "../unless-refused.ts";
import { madeIn, managerOf } from "../update/made.ts";
import { projectPackages, type ProjectPackages } from "./project-packages.ts";

export interface KnownProject {
  /** Lower-case letters, digits and underscores: valid for images, units and databases. */
  readonly name: string;
  /** Relative to the project's folder: `mysite`. */
  readonly settingsFolder: string;
  /** `settings.ts` */
  readonly settingsFile: string;
  readonly hasDefaultExport: boolean;
  readonly style: CodeStyle;
  /** Names in INSTALLED_APPS; `undefined` if they cannot be read. */
  readonly apps: readonly string[] | undefined;
  /** Path of the static files, `/static/`; `undefined` if they have another host or no URL. */
  readonly staticUrl: string | undefined;
  /** Whether the settings define STORAGES, and MEDIA_URL. */
  readonly hasStorages: boolean;
  readonly hasMedia: boolean;
  readonly packages: readonly string[];
  /** Whether package.json refers to a file below vendor/. */
  readonly isVendored: boolean;
  readonly packageManager: ProjectPackages;
}

const refuse = refusal(
  "MKWEB_SETTINGS_NOT_EDITABLE",
  "read the settings",
  "Correct the settings file, then run the command again.",
);

/**
 * @throws {MkwebError} `MKWEB_NO_PROJECT` if manage.js names no settings, `MKWEB_READ_FAILED` if they are
 *   missing, `MKWEB_SETTINGS_NOT_EDITABLE` if they are not TypeScript.
 */
export function knowProject(project: ProjectFolder): KnownProject {
  const { root } = project;
  const settings = project.settings();
  const source = readSource(settings).toString("utf8");
  const folder = relative(root, dirname(settings)).split(sep).join("/");
  const packages = packagesOf(project);
  return {
    name: packageName(folder.split("/")[0] || basename(root)),
    settingsFolder: folder,
    settingsFile: basename(settings),
    hasDefaultExport: hasDefaultExport(source, refuse),
    style: styleOf(source),
    apps: unlessRefused(() => listedApps(sourceDefining(settings, "INSTALLED_APPS") ?? "")),
    staticUrl: staticPath(settings),
    hasStorages: sourceDefining(settings, "STORAGES") !== undefined,
    hasMedia: sourceDefining(settings, "MEDIA_URL") !== undefined,
    packages,
    isVendored: packages.some((name) => packageSpecifier(root, name)?.startsWith("file:vendor/")),
    packageManager: projectPackages(
      root,
      unlessRefused(() => managerOf(madeIn(readRecords(root)))) ?? "npm",
    ),
  };
}

/** As in Django, a setting without a leading slash is relative to the site's path. */
function staticPath(settings: string): string | undefined {
  const url = unlessRefused(() => {
    const source = sourceDefining(settings, "STATIC_URL");
    return source === undefined ? undefined : readTextSetting(source, "STATIC_URL", refuse);
  });
  const path = url?.startsWith("/") ? url : `/${url ?? ""}`;
  return url !== undefined && /^\/(?:[\w.-]+\/)+$/.test(path) ? path : undefined;
}

function sourceDefining(settings: string, name: string): string | undefined {
  const file = fileDefining(settings, name, refuse);
  return file === undefined ? undefined : readSource(file).toString("utf8");
}
