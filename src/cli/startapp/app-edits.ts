/** Edits that startapp makes to a project's files. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import {
  addInstalledApp,
  addMount,
  mountRefusal,
  settingsRefusal,
  type EditResult,
  type Refuse,
} from "../../edits/index.ts";
import { MkwebError } from "../../errors.ts";
import type { Edit, EditMeaning } from "../../scaffold/index.ts";
import type { AppPlace } from "./app-place.ts";
import type { ProjectFolder } from "../project.ts";
import { fileDefining, rootUrls } from "./setting-files.ts";

/** @param say Receives a sentence about the edit. */
type Say = (message: string) => void;

/**
 * Adds the app to INSTALLED_APPS in the file that defines it.
 *
 * @param listed The entry for INSTALLED_APPS.
 * @throws {MkwebError} `MKWEB_SETTINGS_NOT_EDITABLE` with the line to paste.
 */
export function listApp({ root, settings }: ProjectFolder, listed: string, say: Say): Edit {
  return explained("--no-settings", () => {
    const refuse = settingsRefusal(listed, below(root, settings()));
    const file = fileDefining(settings(), "INSTALLED_APPS", refuse) ?? settings();
    refuseOutside(root, file, refuse);
    const as = { kind: "installedApps", value: listed };
    return edit({ root, path: file, option: "--no-settings", as, say }, (text, name) =>
      addInstalledApp(text, listed, name),
    );
  });
}

/**
 * Mounts the app's URLs in the project's root URL module.
 *
 * @param route As Django writes it: `blog/`.
 * @param fromRoot Whether `/` redirects there if nothing else answers it.
 * @throws {MkwebError} `MKWEB_URLS_NOT_EDITABLE` with the lines to paste.
 */
export function mountApp(
  project: ProjectFolder,
  place: AppPlace,
  { route, fromRoot }: { readonly route: string; readonly fromRoot: boolean },
  say: Say,
): Edit {
  const { root } = project;
  return explained("--no-mount", () => {
    const guess = { route, moduleSpecifier: `../${place.path}/urls.ts`, localName: place.name };
    const refuse = mountRefusal(guess, "the project's urls.ts");
    const urls = rootUrls(root, project.settings(), refuse);
    const moduleSpecifier = importPath(dirname(urls), `${place.folder}/urls.ts`);
    const mount = { ...guess, moduleSpecifier, fromRoot };
    refuseOutside(root, urls, mountRefusal(mount, below(root, urls)));
    const as = { kind: "mount", ...mount, fromRoot: String(fromRoot) };
    return edit({ root, path: urls, option: "--no-mount", as, say }, (text, name) =>
      addMount(text, mount, name),
    );
  });
}

interface EditRequest {
  readonly root: string;
  readonly path: string;
  /** The option that creates the app without this edit. */
  readonly option: string;
  readonly as: EditMeaning;
  readonly say: Say;
}

function edit(
  { root, path, option, as, say }: EditRequest,
  change: (text: string, file: string) => EditResult,
): Edit {
  return {
    path,
    as,
    edit(text) {
      const { message, text: changed } = explained(option, () => change(text, below(root, path)));
      say(message);
      return changed;
    },
  };
}

/** Refuses files outside the project, whatever path leads to them. */
function refuseOutside(root: string, file: string, refuse: Refuse): void {
  if (!existsSync(file)) return;
  const real = realpathSync.native(file);
  if (real.startsWith(realpathSync.native(root) + sep)) return;
  throw refuse(`it is really ${real}, outside the project, where mkweb changes nothing`);
}

/** Adds a way to create the app without the edit to the error. */
function explained<T>(option: string, change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof MkwebError)) throw error;
    throw new MkwebError(error.code, error.message, {
      hint: `${error.hint ?? ""}\n      Then run the command again with ${option}.`.trimStart(),
      cause: error,
    });
  }
}

function below(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

function importPath(from: string, to: string): string {
  const path = relative(from, to).split(sep).join("/");
  return path.startsWith("../") ? path : `./${path}`;
}
