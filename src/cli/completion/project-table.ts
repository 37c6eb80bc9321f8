/** Lists what a project offers on the command line by reading its files, without loading its code. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompletedCommand, ProjectWords } from "../../command/index.ts";
import { listedApps, readTextSetting, refusal, settingsRefusal } from "../../edits/index.ts";
import { readSource } from "../../scaffold/index.ts";
import { packageRoot } from "../files.ts";
import type { ProjectFolder } from "../project.ts";
import { fileDefining } from "../startapp/setting-files.ts";

export interface ProjectTable {
  /** Commands by name; for those of the project's own apps only the name is known. */
  readonly commands: ReadonlyMap<string, CompletedCommand>;
  words(kind: ProjectWords, app: string | undefined): readonly string[];
}

interface AppFolder {
  /** The name in INSTALLED_APPS. */
  readonly name: string;
  readonly label: string;
  /** Absolute. */
  readonly folder: string;
}

/** Never throws: offers less if a file cannot be read. */
export function projectTable(project: ProjectFolder): ProjectTable {
  const apps = appsOf(project);
  const known = frameworkCommands();
  const commands = new Map<string, CompletedCommand>(Object.entries(known["mkweb"] ?? {}));
  for (const { name, folder } of apps.toReversed()) {
    const own = namesIn(join(folder, "management/commands"), /^([^_.][^.]*)\.(?:ts|js)$/);
    const definitions = known[name] ?? {};
    for (const each of own) {
      commands.set(each, definitions[each] ?? { describe: `A command of the app ${name}.` });
    }
  }
  return { commands, words: (kind, app) => wordsOf(apps, kind, app) };
}

/** The commands of mkweb and its apps, by their name in INSTALLED_APPS; written by the build. */
export function frameworkCommands(): Readonly<
  Record<string, Readonly<Record<string, CompletedCommand>>>
> {
  const file = new URL("dist/commands.json", packageRoot);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function wordsOf(
  apps: readonly AppFolder[],
  kind: ProjectWords,
  label: string | undefined,
): readonly string[] {
  if (kind === "app") return apps.map((app) => app.label).sort();
  if (kind === "fixture") {
    return apps.flatMap(({ folder }) =>
      namesIn(join(folder, "fixtures"), /^(.+?)\.json(?:\.gz)?$/),
    );
  }
  const app = apps.find((each) => each.label === label);
  if (!app) return [];
  const names = namesIn(join(app.folder, "migrations"), /^(\d[^.]*)\.(?:ts|js)$/);
  return kind === "migration or zero" ? [...names, "zero"] : names;
}

function appsOf({ root, settings }: ProjectFolder): readonly AppFolder[] {
  const names = attempt(() => {
    const file = fileDefining(settings(), "INSTALLED_APPS", settingsRefusal("", "settings.ts"));
    return file === undefined ? [] : listedApps(readSource(file).toString("utf8"));
  });
  return (names ?? []).flatMap((name) => {
    const folder = folderOf(name, root);
    if (folder === undefined) return [];
    return [{ name, folder, label: labelOf(folder) ?? name.split("/").at(-1) ?? name }];
  });
}

/** mkweb's own apps are inside mkweb; the project's apps only below its folder. */
function folderOf(name: string, root: string): string | undefined {
  const [, own] = /^mkweb\/([a-z]+)$/.exec(name) ?? [];
  if (own !== undefined) return fileURLToPath(new URL(`dist/${own}`, packageRoot));
  const folder = resolve(root, name);
  return folder.startsWith(resolve(root) + sep) ? folder : undefined;
}

function labelOf(folder: string): string | undefined {
  const refuse = refusal("MKWEB_SETTINGS_NOT_EDITABLE", "read the label", "Correct it.");
  return attempt(() =>
    readTextSetting(readSource(join(folder, "app.ts")).toString("utf8"), "label", refuse),
  );
}

/** The first group of each match. */
function namesIn(folder: string, pattern: RegExp): readonly string[] {
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names.flatMap((file) => pattern.exec(file)?.[1] ?? []).sort();
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
