/** The plans that matter: a new project in a new folder, an app beside edited files, an update. */
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planTree, type Plan, type Tree } from "../../src/scaffold/index.ts";
import { write } from "./folder.ts";

export type Manner = "project" | "app" | "update";

const file = (text: string, mode = 0o666) => ({ bytes: Buffer.from(text), mode });

export const projectTree: Tree = new Map([
  [".env", file("SECRET_KEY=abc\n", 0o600)],
  [".gitignore", file("node_modules/\n")],
  ["README.md", file("# site\n".repeat(300))],
  ["manage.js", file("#!/usr/bin/env node\n", 0o777)],
  ["package.json", file("{}\n")],
  ["site/server.ts", file("export {};\n")],
  ["site/settings.ts", file("export const INSTALLED_APPS = [];\n".repeat(60))],
  ["site/urls.ts", file("export const urlpatterns = [];\n".repeat(40))],
]);

export const appTree: Tree = new Map([
  ["app.ts", file("export default {};\n")],
  ["static/blog/logo.png", { bytes: Buffer.alloc(9000, 200), mode: 0o666 }],
  ["static/blog/style.css", file("body {}\n")],
  ["templates/blog/index.html", file("<p>hello\n".repeat(200))],
  ["urls.ts", file("export const urlpatterns = [];\n")],
  ["views.ts", file("export {};\n")],
]);

/** Makes the folder that the plan of this manner works in. */
export function prepare(manner: Manner, folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (manner === "project") return;
  for (const [path, { bytes, mode }] of projectTree) {
    write(folder, { [path]: Buffer.from(bytes).toString() });
    chmodSync(join(folder, path), mode & 0o755);
  }
}

export function planFor(manner: Manner, folder: string): Plan {
  if (manner === "project") return planTree(projectTree, join(folder, "site"));
  if (manner === "update") return updatePlan(folder);
  return planTree(appTree, join(folder, "blog"), {
    root: folder,
    edits: ["settings", "urls"].map((name) => ({
      path: join(folder, `site/${name}.ts`),
      edit: (text: string) => text.replace("[]", "['blog']"),
    })),
  });
}

/** Brings files, replaces some and takes one away, as `mkweb update` does. */
function updatePlan(folder: string): Plan {
  const tree: Tree = new Map([
    ["AGENTS.md", file("# site\n".repeat(50))],
    ["vendor/mkweb-2.tgz", { bytes: Buffer.alloc(9000, 200), mode: 0o666 }],
  ]);
  const replacements = ["README.md", "site/settings.ts", "site/urls.ts"].map((path) => {
    const before = readFileSync(join(folder, path));
    return { path: join(folder, path), before, bytes: Buffer.concat([before, before]) };
  });
  const removals = [{ path: join(folder, "site/server.ts"), folders: [join(folder, "site")] }];
  const base = { sha256: "0".repeat(64), rendered: "# site\n" };
  const record = {
    command: "update",
    blueprint: { name: "update" },
    version: "2.0.0",
    values: {},
    bases: { "README.md": base },
  };
  return planTree(tree, folder, { root: folder, replacements, removals, record });
}

/** Adds a small app and a line to settings.ts and urls.ts of the same folder. */
export function namedAppPlan(folder: string, name: string): Plan {
  const tree: Tree = new Map([["views.ts", file(name)]]);
  const edit = (text: string): string => `${text}${name}\n`;
  const edits = ["settings.ts", "urls.ts"].map((each) => ({ path: join(folder, each), edit }));
  return planTree(tree, join(folder, name), { root: folder, edits });
}
