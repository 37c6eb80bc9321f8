import {
  listedApps,
  restyle,
  settingsRefusal,
  styleOf,
  type CodeStyle,
} from "../../edits/index.ts";
import {
  checkVariables,
  loadBlueprint,
  planTree,
  readSource,
  renderEdits,
  renderNext,
  renderTree,
  type Blueprint,
  type Edit,
  type Plan,
  type Settled,
  type Tree,
} from "../../scaffold/index.ts";
import { listApp, mountApp } from "./app-edits.ts";
import type { AppPlace } from "./app-place.ts";
import { blueprintFolder, packageVersion } from "../files.ts";
import type { ProjectFolder } from "../project.ts";
import { unlessRefused } from "../unless-refused.ts";
import { fileDefining } from "./setting-files.ts";

export interface AppRequest {
  readonly project: ProjectFolder;
  readonly place: AppPlace;
  /** Whether to add the app to INSTALLED_APPS. */
  readonly list: boolean;
  /** Whether to add the app's URLs to the project's. */
  readonly mount: boolean;
}

export interface PlannedApp {
  /** May be called again with settled conflicts. */
  readonly plan: (settled?: Settled) => Plan;
  /** A sentence about each edit. */
  readonly messages: readonly string[];
  readonly next: readonly string[];
  /** For `--json`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface RenderRequest {
  readonly name: string;
  /** The entry in INSTALLED_APPS. */
  readonly path: string;
  readonly mount: boolean;
  /** The project's INSTALLED_APPS; `undefined` if they cannot be read. */
  readonly installed: readonly string[] | undefined;
}

/** Renders an app's files, relative to its folder, for a project with these apps. */
export function renderApp({ name, path, mount, installed }: RenderRequest): {
  readonly blueprint: Blueprint;
  readonly values: Readonly<Record<string, string>>;
  readonly wanted: Readonly<Record<string, string>>;
  readonly tree: Tree;
} {
  const blueprint = loadBlueprint(blueprintFolder("app"));
  const has = (app: string): string => String(installed?.includes(app) ?? true);
  const values = checkVariables(blueprint, {
    app_name: name,
    app_path: path,
    mounted: String(mount),
    sessions: has("mkweb/sessions"),
    admin: has("mkweb/admin"),
  });
  const tree = appTree(blueprint, values);
  return { blueprint, values, wanted: renderEdits(blueprint, values), tree };
}

/** Every file of an app, relative to its folder, for checked answers. */
export function appTree(blueprint: Blueprint, values: Readonly<Record<string, string>>): Tree {
  const tree = new Map(renderTree(blueprint, values));
  // The generated test requests the page where the app is mounted.
  if (values["mounted"] === "false") tree.delete("tests.ts");
  if (values["admin"] === "false") tree.delete("admin.ts");
  return tree;
}

/** Renders an app in memory, edits the project's files in memory, and compares all with the disk. */
export function planApp({ project, place, list, mount }: AppRequest): PlannedApp {
  const installed = installedApps(project);
  const { name, path } = place;
  const { blueprint, values, wanted, tree } = renderApp({ name, path, mount, installed });
  const messages: string[] = [];
  const say = (message: string): void => void messages.push(message);

  const edits: Edit[] = [];
  if (list) edits.push(listApp(project, wanted["installedApps"] ?? place.path, say));
  if (mount) {
    const route = wanted["mount"] ?? `${place.name}/`;
    edits.push(mountApp(project, place, { route, fromRoot: true }, say));
  }
  const styled = inStyle(tree, edits[0]?.path ?? unlessRefused(project.settings));
  const record = {
    command: `startapp ${place.name}`,
    blueprint,
    version: packageVersion(),
    values,
    label: place.name,
  };
  const plan = (settled?: Settled): Plan =>
    planTree(styled, place.folder, { root: project.root, edits, settled, record });
  const facts = {
    name: place.name,
    app: place.path,
    folder: place.folder,
    project: project.root,
  };
  return { plan, messages, next: renderNext(blueprint, values), facts };
}

/** INSTALLED_APPS; `undefined` if it cannot be read without running the settings. */
function installedApps(project: ProjectFolder): readonly string[] | undefined {
  return unlessRefused(() => {
    const settings = project.settings();
    const refuse = settingsRefusal("", settings);
    const file = fileDefining(settings, "INSTALLED_APPS", refuse);
    return file === undefined ? undefined : listedApps(readSource(file).toString("utf8"), file);
  });
}

/** Writes the app's code in the project's style: that of the first edited file, or else of the settings. */
function inStyle(tree: Tree, like: string | undefined): Tree {
  if (like === undefined) return tree;
  // If the file cannot be read, its edit reports why.
  return restyled(
    tree,
    unlessRefused(() => styleOf(readSource(like).toString("utf8"))),
  );
}

/** Rewrites an app's code with other quotes or without semicolons. */
export function restyled(tree: Tree, style: CodeStyle | undefined): Tree {
  if (!style) return tree;
  return new Map(
    [...tree].map(([path, file]) => {
      if (!path.endsWith(".ts")) return [path, file];
      const text = restyle(Buffer.from(file.bytes).toString("utf8"), style);
      return [path, { ...file, bytes: Buffer.from(text) }];
    }),
  );
}
