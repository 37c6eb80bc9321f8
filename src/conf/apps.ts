import { didYouMean } from "../mistakes/index.ts";
import { importAppModule } from "./app-module.ts";
import { ImproperlyConfigured } from "./configured.ts";
import { folderOf, resolveSpecifier } from "./modules.ts";
import type { Settings } from "./settings.ts";

/** Configuration of an app, in its `app.ts`. */
export interface AppConfig {
  /** Same as in INSTALLED_APPS. */
  readonly name: string;
  /** Unique in the project; prefix of the app's tables. Default: the last part of the name. */
  readonly label?: string;
  /** Human-readable name. Default: the label in title case, `My_Shop`. */
  readonly verboseName?: string;
  /** Called once all models are loaded, before the URLs; Django's `AppConfig.ready()`. */
  readonly ready?: (context: ReadyContext) => void | Promise<void>;
}

/** The project that contains the app. */
export interface ReadyContext {
  readonly settings: Settings;
  readonly apps: readonly App[];
}

/** An installed app. */
export interface App {
  readonly name: string;
  readonly label: string;
  readonly verboseName: string;
  /** Its folder. */
  readonly root: URL;
  /** Exports of its `app.ts`; empty without one. */
  readonly module: Readonly<Record<string, unknown>>;
  readonly ready?: AppConfig["ready"];
}

/** An entry of INSTALLED_APPS and its folder; its code is not loaded. */
export interface FoundApp {
  readonly name: string;
  readonly root: URL;
}

/**
 * Declares an app, as the default export of its `app.ts`. Returns its argument; it only adds types.
 *
 * @example
 * export default defineApp({
 *   name: "polls",
 *   async ready({ settings }) {
 *     if (settings.DEBUG) console.log("polls are here");
 *   },
 * });
 */
export function defineApp(config: AppConfig): AppConfig {
  return config;
}

/**
 * Finds the folder of each app in INSTALLED_APPS, in order.
 *
 * @throws {ImproperlyConfigured} If an app does not exist.
 *
 * @example
 * for (const { name, root } of findApps(settings)) console.log(name, root.pathname);
 */
export function findApps(
  settings: Pick<Settings, "INSTALLED_APPS" | "BASE_DIR">,
): readonly FoundApp[] {
  return settings.INSTALLED_APPS.map((name) => {
    const found = resolveSpecifier(name, settings.BASE_DIR);
    if (!found) throw missingApp(name);
    return { name, root: folderOf(found) };
  });
}

/**
 * Loads every app of INSTALLED_APPS, in order.
 *
 * @throws {ImproperlyConfigured} If an app does not exist, or two apps share a label. Errors of an `app.ts` pass
 *   through.
 *
 * @example
 * const labels = (await loadApps(settings)).map(({ label }) => label);
 */
export async function loadApps(
  settings: Pick<Settings, "INSTALLED_APPS" | "BASE_DIR">,
): Promise<readonly App[]> {
  const apps: App[] = [];
  for (const found of findApps(settings)) {
    const app = await loadApp(found);
    const other = apps.find(({ label }) => label === app.label);
    if (other) throw duplicateLabel(app, other);
    apps.push(app);
  }
  return Object.freeze(apps);
}

async function loadApp({ name, root }: FoundApp): Promise<App> {
  const module = (await importAppModule(root, "app")) ?? {};
  const { label = lastPart(name), verboseName = titled(label), ready } = configIn(module) ?? {};
  return Object.freeze({ name, label, verboseName, root, module, ...(ready && { ready }) });
}

/** Like Python's `title()`. */
function titled(label: string): string {
  return label.replaceAll(
    /\p{L}+/gu,
    (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
}

function configIn(module: Readonly<Record<string, unknown>>): Partial<AppConfig> | undefined {
  const config = module["default"];
  return typeof config === "object" && config !== null ? config : undefined;
}

function lastPart(name: string): string {
  return name.split("/").findLast((part) => part !== "") ?? name;
}

function missingApp(name: string): ImproperlyConfigured {
  const own = ownApps.map((each) => `mkweb/${each}`);
  const message = `INSTALLED_APPS: no module named '${name}'.${didYouMean(name, own)}`;
  return new ImproperlyConfigured(message, { hint: hintForApp(name) });
}

const ownApps = [
  "admin",
  "auth",
  "contenttypes",
  "debug-toolbar",
  "health",
  "messages",
  "sessions",
  "staticfiles",
];

function hintForApp(name: string): string {
  const [, contrib] = /^django\.contrib\.(\w+)/.exec(name) ?? [];
  if (contrib !== undefined && ownApps.includes(contrib)) {
    return `Write "mkweb/${contrib}": the app is part of mkweb, and apps are named by the path of their module.`;
  }
  if (contrib !== undefined) {
    return `Remove it: mkweb has no such app. It has ${ownApps.map((each) => `mkweb/${each}`).join(", ")}.`;
  }
  const [folder = ""] = name.split(/\.apps(?:\.|$)/);
  if (name.includes(".") && !name.startsWith("mkweb/")) {
    return `Apps are named by the path of their folder, not by a dotted name: "${folder.replaceAll(".", "/")}".`;
  }
  if (name.startsWith("mkweb/")) {
    return `mkweb's own apps are ${ownApps.map((each) => `mkweb/${each}`).join(", ")}.`;
  }
  return `Make the app with \`node manage startapp ${lastPart(name)}\`, or remove '${name}' from INSTALLED_APPS.`;
}

function duplicateLabel(app: App, other: App): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `Application labels aren't unique, duplicates: ${app.label} ('${other.name}' and '${app.name}')`,
    { hint: "List each app once, or give one of them another `label` in its app.ts." },
  );
}
