import { importAppModule, ImproperlyConfigured, type App, type Settings } from "../conf/index.ts";
import { closeStorages, openStorages } from "../files/index.ts";
import { activate } from "./databases.ts";
import { isModel } from "./define-model.ts";
import type { ModelClass } from "./fields/declaration.ts";
import { declarationOf } from "./meta/declared.ts";
import type { ModelInfo } from "./meta/model-info.ts";
import { registerModels } from "./meta/register.ts";
import { models, type Registry } from "./meta/registry.ts";

/** The apps whose models these are, and their labels. */
export interface AppModels {
  readonly label: string;
  readonly models: readonly ModelClass[];
}

/**
 * Makes the models of apps those of the project: from now on their `objects` use its databases. A database is
 * opened by the first query.
 *
 * @throws {ImproperlyConfigured} A relation leads to a model of no installed app.
 */
export function setupModels(settings: Settings, apps: readonly AppModels[]): void {
  current = undefined;
  models.clear();
  for (const app of apps) registerModels(app.label, unswapped(settings, app));
  activate(settings);
  refuseMissing(models);
}

const prepared = new WeakMap<readonly App[], Promise<readonly AppModels[]>>();
let current: { readonly settings: Settings; readonly apps: readonly App[] } | undefined;

/**
 * Loads the `models.ts` of every app and makes their models those of the project; Django's `setup()`. Asked
 * again for another project, it makes that one's models the active ones.
 *
 * @throws {ImproperlyConfigured} A relation leads to a model of no installed app.
 */
export async function setup(settings: Settings, apps: readonly App[]): Promise<void> {
  if (current?.settings === settings && current.apps === apps) return;
  const loading = prepared.get(apps) ?? loadModels(apps);
  prepared.set(apps, loading);
  await openStorages(settings);
  setupModels(settings, await loading);
  current = { settings, apps };
  for (const { ready } of apps) await ready?.({ settings, apps });
}

/** Whether a project was set up, and with these settings last. */
export function isSetUpWith(settings: Settings): boolean {
  return current?.settings === settings;
}

/** The apps of the project that is set up, in the order of INSTALLED_APPS; none before. */
export function installedApps(): readonly App[] {
  return current?.apps ?? [];
}

/** The models that each app's `models.ts` exports. One that several export belongs to the first. */
export async function loadModels(apps: readonly App[]): Promise<readonly AppModels[]> {
  const taken = new Set<unknown>();
  const loaded: AppModels[] = [];
  for (const app of apps) {
    const found = Object.values((await importAppModule(app.root, "models")) ?? {}).filter(isModel);
    const own = [...new Set(found)].filter((each) => !taken.has(each));
    for (const each of own) taken.add(each);
    loaded.push({ label: app.label, models: own });
  }
  return loaded;
}

/** A relation to a model of no installed app is found now, and not by the first query that follows it. */
function refuseMissing(registry: Registry): void {
  for (const info of registry.models) {
    for (const [field, { declaration }] of Object.entries(info.declaration.fields)) {
      const target = declaration.to?.();
      if (target === undefined || registry.of(target)) continue;
      const setting = declarationOf(target)?.options.swappable;
      if (setting !== undefined && isModel(target)) throw swappedOut(info, field, target, setting);
      throw new ImproperlyConfigured(
        `${info.name}.${field} points to the model ${target.name}, which belongs to no installed app.`,
        {
          hint: `Add the app of ${target.name} to INSTALLED_APPS (mkweb/auth needs mkweb/contenttypes), or export it from the app's models.ts.`,
        },
      );
    }
  }
}

function swappedOut(
  { name }: ModelInfo,
  field: string,
  target: ModelClass,
  setting: string,
): ImproperlyConfigured {
  const isUser = setting === "AUTH_USER_MODEL";
  const hint = isUser
    ? 'Write () => getUserModel() instead, of "mkweb/auth"; and add "mkweb/auth" to INSTALLED_APPS if the model is its own.'
    : `Let the relation point to the model that ${setting} names.`;
  return new ImproperlyConfigured(
    `${name}.${field} points to the model ${target.name}, which ${setting} has swapped out, or whose app is not installed.`,
    { hint },
  );
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
  current = undefined;
  activate(undefined);
  closeStorages();
  models.clear();
}
