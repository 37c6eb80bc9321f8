/**
 * The plans that matter: a new project in a new folder, an app beside edited files, an update, the
 * same app taken out again, and that taken back.
 */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { planTree, planUndo, readRecords, type Plan, type Tree } from "../../src/scaffold/index.ts";
import { write } from "./folder.ts";

export type Manner = "project" | "app" | "update" | "destroy" | "undo";

export const manners: readonly Manner[] = ["project", "app", "update", "destroy", "undo"];

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
  lay(folder, projectTree);
  if (manner === "app" || manner === "update") return;
  apply(appPlan(folder));
  mkdirSync(join(folder, "blog/static/empty"), { mode: 0o700 });
  chmodSync(join(folder, "blog/views.ts"), 0o600);
  if (manner === "undo") apply(destroyPlan(folder));
}

export async function planFor(manner: Manner, folder: string): Promise<Plan> {
  if (manner === "project") return planTree(projectTree, join(folder, "site"));
  if (manner === "app") return appPlan(folder);
  if (manner === "update") return updatePlan(folder);
  if (manner === "destroy") return destroyPlan(folder);
  const { plan } = await planUndo(folder, readRecords(folder), 1, {
    changed: "refuse",
    withoutMeaning: async () => undefined,
    fileOf: async () => undefined,
    written: () => undefined,
  });
  return plan;
}

function appPlan(folder: string): Plan {
  const edits = editsOf(folder, "[]", "['blog']");
  return planTree(appTree, join(folder, "blog"), { root: folder, edits });
}

function destroyPlan(folder: string): Plan {
  const paths = [...appTree.keys()].map((path) => join(folder, "blog", path));
  const below = ["static/blog", "static/empty", "static", "templates/blog", "templates", ""];
  const folders = below.map((path) => join(folder, "blog", path));
  const removals = paths.map((path) => ({ path, folders: path === paths.at(-1) ? folders : [] }));
  const blueprint = { name: "destroyapp" };
  const record = { command: "destroyapp blog", blueprint, version: "1.0.0", values: {} };
  const edits = editsOf(folder, "['blog']", "[]");
  return planTree(new Map(), folder, { root: folder, edits, removals, record });
}

function editsOf(folder: string, from: string, to: string) {
  return ["settings", "urls"].map((name) => ({
    path: join(folder, `site/${name}.ts`),
    edit: (text: string) => text.replace(from, to),
  }));
}

function lay(folder: string, tree: Tree): void {
  for (const [path, { bytes, mode }] of tree) {
    write(folder, { [path]: Buffer.from(bytes).toString() });
    chmodSync(join(folder, path), mode & 0o755);
  }
}

/** What a plan does, one after the other. */
function apply({ base, entries }: Plan): void {
  for (const entry of entries) {
    const path = join(base, entry.path);
    mkdirSync(dirname(path), { recursive: true });
    if (entry.kind === "new" || entry.kind === "edited") writeFileSync(path, entry.bytes);
    if (entry.kind !== "removed") continue;
    rmSync(path);
    for (const folder of entry.folders) rmSync(join(base, folder), { recursive: true });
  }
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
