import { existsSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ModelImport, ResourceApp } from "./cli-types.ts";
import { importNamed, type App, type Project } from "../../conf/index.ts";
import { MkwebError } from "../../errors.ts";
import { didYouMean } from "../../mistakes/index.ts";

/**
 * Finds the app that receives the resource.
 *
 * @param label As typed; `undefined` for the project's only app.
 * @throws {MkwebError} `MKWEB_UNKNOWN_APP`.
 */
export async function findApp(project: Project, label: string | undefined): Promise<ResourceApp> {
  const apps = await project.apps();
  const own = apps.filter((app) => isOwn(app, project));
  const found = label === undefined ? only(own) : apps.find((app) => isCalled(app, label));
  if (!found) throw noApp(label ?? "", own);
  if (!own.includes(found)) {
    throw new MkwebError(
      "MKWEB_UNKNOWN_APP",
      `The app '${found.label}' belongs to a package, not to the project. Nothing was written.`,
      { hint: ownHint(own) },
    );
  }
  return { label: found.label, folder: fileURLToPath(found.root).replace(/[/\\]$/, "") };
}

/**
 * Finds the import path of a model's class.
 *
 * @param label `auth.User`; `User` for a model of the same app.
 * @param classesIn Names of the classes that a models.ts exports.
 * @throws {MkwebError} `MKWEB_UNKNOWN_APP`, `MKWEB_UNKNOWN_MODEL`.
 */
export async function findModel(
  project: Project,
  label: string,
  target: ResourceApp,
  classesIn: (path: string) => readonly string[],
): Promise<ModelImport> {
  const dot = label.indexOf(".");
  const name = label.slice(dot + 1);
  const appLabel = dot === -1 ? target.label : label.slice(0, dot);
  const apps = await project.apps();
  const app = apps.find((each) => each.label === appLabel);
  if (!app) throw noAppOf(label, appLabel, apps);
  const swapped = await userInstead(project, `${appLabel}.${name}`);
  if (swapped !== undefined) throw swapped;
  if (!isOwn(app, project)) return fromPackage(project, app, name);
  const file = fileURLToPath(new URL("models.ts", app.root));
  const names = existsSync(file) ? classesIn(file) : [];
  if (!names.includes(name)) throw noModel(appLabel, name, names);
  const way = relative(target.folder, file).split(sep).join("/");
  const from = way.startsWith("../") ? way : `./${way}`;
  return { name, from: app.label === target.label ? undefined : from };
}

/** The module of a package's app that exports a model: `mkweb/auth/models`, or the app itself. */
async function fromPackage(project: Project, app: App, name: string): Promise<ModelImport> {
  const known: string[] = [];
  for (const from of [`${app.name}/models`, app.name]) {
    const module = await importNamed(from, project.root);
    if (!module) continue;
    if (typeof module[name] === "function") return { name, from };
    known.push(...Object.keys(module).filter((each) => /^[A-Z]/.test(each)));
  }
  throw noModel(app.label, name, known);
}

function isOwn(app: App, { root }: Project): boolean {
  return app.root.href.startsWith(root.href) && !app.root.href.includes("/node_modules/");
}

function isCalled(app: App, label: string): boolean {
  return app.label === label || app.name === label;
}

function only(own: readonly App[]): App | undefined {
  const [app, other] = own;
  if (!other) return app;
  throw new MkwebError(
    "MKWEB_USAGE",
    `The project has several apps: ${labels(own)}. Nothing was written.`,
    { hint: `Choose the one that gets the resource: --app ${other.label}`, exitStatus: 2 },
  );
}

function noApp(label: string, own: readonly App[]): MkwebError {
  if (label === "") {
    return new MkwebError(
      "MKWEB_UNKNOWN_APP",
      "The project has no app yet to put the resource in. Nothing was written.",
      { hint: "Create one first: node manage startapp polls", exitStatus: 2 },
    );
  }
  const question = didYouMean(
    label,
    own.map((app) => app.label),
  );
  return new MkwebError(
    "MKWEB_UNKNOWN_APP",
    `No installed app with label '${label}'.${question} Nothing was written.`,
    { hint: `Create the app first: node manage startapp ${label}`, exitStatus: 2 },
  );
}

function noAppOf(label: string, app: string, apps: readonly App[]): MkwebError {
  const question = didYouMean(
    app,
    apps.map((each) => each.label),
    (meant) => `'${label.replace(app, meant)}'`,
  );
  return new MkwebError(
    "MKWEB_UNKNOWN_APP",
    `'${label}': no installed app with label '${app}'.${question} Nothing was written.`,
    { hint: `The apps of INSTALLED_APPS are ${labels(apps)}.`, exitStatus: 2 },
  );
}

function noModel(app: string, name: string, names: readonly string[]): MkwebError {
  const question = didYouMean(name, names, (meant) => `'${app}.${meant}'`);
  return new MkwebError(
    "MKWEB_UNKNOWN_MODEL",
    `The app '${app}' has no model '${name}'.${question} Nothing was written.`,
    {
      hint:
        names.length === 0
          ? `Create it first: node manage generate resource ${app}.${name} name:string`
          : `It has ${[...new Set(names)].sort().join(", ")}.`,
      exitStatus: 2,
    },
  );
}

/** With a custom user model, auth.User no longer is a model. */
async function userInstead(project: Project, label: string): Promise<MkwebError | undefined> {
  const { AUTH_USER_MODEL } = await project.settings();
  if (label !== "auth.User" || AUTH_USER_MODEL === "auth.User") return undefined;
  return new MkwebError(
    "MKWEB_UNKNOWN_MODEL",
    `AUTH_USER_MODEL replaces auth.User by ${AUTH_USER_MODEL}. Nothing was written.`,
    { hint: `Write ${AUTH_USER_MODEL} instead.`, exitStatus: 2 },
  );
}

function ownHint(own: readonly App[]): string {
  return own.length === 0
    ? "Create one first: node manage startapp polls"
    : `The project's own apps are ${labels(own)}.`;
}

function labels(apps: readonly App[]): string {
  return apps.map(({ label }) => label).join(", ");
}
