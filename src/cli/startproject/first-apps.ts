import { addInstalledApp, addMount, listedApps } from "../../edits/index.ts";
import type { PlanStep, StepEdit, Tree } from "../../scaffold/index.ts";
import { packageVersion } from "../files.ts";
import { renderApp } from "../startapp/plan-app.ts";

/** The steps of startapp in the new project, for each app. */
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
