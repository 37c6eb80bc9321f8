import { addInstalledApp, addMount, listedApps } from "../edits/index.ts";
import type { PlanStep, StepEdit, Tree } from "../scaffold/index.ts";
import { packageVersion } from "./files.ts";
import { MkwebError } from "../errors.ts";
import { checkName, checkNotTaken, nameTaken } from "./names.ts";
import { renderApp } from "./plan-app.ts";

/**
 * Checks the names of the apps that a new project is to begin with.
 *
 * @param packages Names of the packages it has.
 * @throws {MkwebError} `MKWEB_NAME_INVALID`, `MKWEB_NAME_TAKEN`; `MKWEB_USAGE` for a name given twice.
 */
export function checkFirstApps(
  project: string,
  apps: readonly string[],
  packages: readonly string[],
): void {
  const seen = new Set<string>();
  for (const app of apps) {
    checkName(app, "app name");
    checkNotTaken(app, "app name", packages);
    const folded = app.normalize("NFC").toLowerCase();
    if (folded === project.normalize("NFC").toLowerCase()) {
      throw nameTaken(app, "app name", "folder of the project's settings");
    }
    if (seen.has(folded)) {
      throw new MkwebError("MKWEB_USAGE", `--app ${app} is given twice. Nothing was written.`, {
        hint: "Name each app once.",
        exitStatus: 2,
      });
    }
    seen.add(folded);
  }
}

/** The steps that startapp would take in the new project, one for each app. */
export function firstApps(
  project: string,
  apps: readonly string[],
  tree: Tree,
): readonly PlanStep[] {
  const settings = `${project}/settings.ts`;
  const source = Buffer.from(tree.get(settings)?.bytes ?? "").toString("utf8");
  const installed = listedApps(source, settings);
  return apps.map((name): PlanStep => {
    const app = renderApp({ name, path: name, mount: true, installed });
    const files = Array.from(app.tree, ([path, file]) => [`${name}/${path}`, file] as const);
    return {
      tree: new Map(files),
      edits: editsFor(project, name),
      record: {
        command: `startapp ${name}`,
        blueprint: app.blueprint,
        version: packageVersion(),
        values: app.values,
        label: name,
      },
    };
  });
}

function editsFor(project: string, name: string): readonly StepEdit[] {
  const settings = `${project}/settings.ts`;
  const urls = `${project}/urls.ts`;
  const mount = {
    route: `${name}/`,
    moduleSpecifier: `../${name}/urls.ts`,
    localName: name,
    fromRoot: true,
  };
  return [
    {
      path: settings,
      edit: (text) => addInstalledApp(text, name, settings).text,
      as: { kind: "installedApps", value: name },
    },
    {
      path: urls,
      edit: (text) => addMount(text, mount, urls).text,
      as: { kind: "mount", ...mount, fromRoot: "true" },
    },
  ];
}
