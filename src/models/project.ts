import { existsSync } from "node:fs";
import { ImproperlyConfigured, type App, type Settings } from "../conf/index.ts";
import { activate } from "./databases.ts";
import { isModel } from "./define-model.ts";
import type { ModelClass } from "./fields/declaration.ts";
import { declarationOf } from "./meta/declared.ts";
import { registerModels } from "./meta/register.ts";
import { models } from "./meta/registry.ts";

/** The apps whose models these are, and their labels. */
export interface AppModels {
  readonly label: string;
  readonly models: readonly ModelClass[];
}

/**
 * Makes the models of apps those of the project: from now on their `objects` use its databases. A database is
 * opened by the first query.
 *
 * @throws {ImproperlyConfigured} DATABASES has no default.
 */
export function setupModels(settings: Settings, apps: readonly AppModels[]): void {
  if (!settings.DATABASES["default"]) throw noDefault(settings);
  models.clear();
  for (const app of apps) registerModels(app.label, unswapped(settings, app));
  activate(settings);
}

const prepared = new WeakMap<Settings, Promise<readonly AppModels[]>>();

/**
 * Loads the `models.ts` of every app and makes their models those of the project; Django's `setup()`. Once for
 * the same settings: afterwards it only makes them the active ones again.
 *
 * @throws {ImproperlyConfigured} DATABASES has no default.
 */
export async function setup(settings: Settings, apps: readonly App[]): Promise<void> {
  const loading = prepared.get(settings) ?? loadModels(apps);
  prepared.set(settings, loading);
  setupModels(settings, await loading);
}

/** The models that each app's `models.ts` exports. One that several export belongs to the first. */
export async function loadModels(apps: readonly App[]): Promise<readonly AppModels[]> {
  const taken = new Set<unknown>();
  const loaded: AppModels[] = [];
  for (const app of apps) {
    const found = Object.values(await modelsModule(app)).filter(isModel);
    const own = [...new Set(found)].filter((each) => !taken.has(each));
    for (const each of own) taken.add(each);
    loaded.push({ label: app.label, models: own });
  }
  return loaded;
}

/** Without a model in whose place a setting names another one. */
function unswapped(settings: Settings, { label, models }: AppModels): readonly ModelClass[] {
  return models.filter((model) => {
    const setting = declarationOf(model)?.options.swappable;
    if (setting === undefined) return true;
    const named: unknown = Reflect.get(settings, setting);
    const own = `${label}.${model.name}`.toLowerCase();
    return typeof named !== "string" || named.toLowerCase() === own;
  });
}

/** Forgets the project. */
export function closeModels(): void {
  activate(undefined);
  models.clear();
}

async function modelsModule({ root }: App): Promise<Readonly<Record<string, unknown>>> {
  const file = ["models.ts", "models.js"]
    .map((name) => new URL(name, root))
    .find((url) => existsSync(url));
  return file ? await import(file.href) : {};
}

function noDefault({ SETTINGS_MODULE }: Settings): ImproperlyConfigured {
  return new ImproperlyConfigured("The models need a default database and DATABASES has none.", {
    hint: `Add DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") } to ${SETTINGS_MODULE}.`,
  });
}
