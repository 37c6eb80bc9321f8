import { importAppModule, ImproperlyConfigured, type App, type Settings } from "../conf/index.ts";
import { closeStorages, openStorages } from "../files/index.ts";
import { activate } from "./databases.ts";
import { isModel } from "./define-model.ts";
import type { ModelClass } from "./fields/declaration.ts";
import { declarationOf } from "./meta/declared.ts";
import type { ModelInfo } from "./meta/model-info.ts";
import { registerModels } from "./meta/register.ts";
import { models, type Registry } from "./meta/registry.ts";

/** The models of an app, and its label. */
export interface AppModels {
  readonly label: string;
  readonly models: readonly ModelClass[];
}

/**
 * Makes models those of the project: from now on their `objects` use its databases. A database is opened by the first
 * query.
 *
 * @throws {ImproperlyConfigured} If a relation refers to a model of an app that is not installed.
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
 * Loads the `models.ts` of every app and makes their models those of the project; Django's `setup()`. Calling it again
 * for another project makes that one active.
 *
 * @throws {ImproperlyConfigured} If a relation refers to a model of an app that is not installed.
 *
 * @example
 * await setup(settings, await loadApps(settings));
 * console.log(await Question.objects.count());
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

/** Whether the current project was set up with these settings. */
export function isSetUpWith(settings: Settings): boolean {
  return current?.settings === settings;
}

/** Returns the apps of the current project, in the order of INSTALLED_APPS; empty before setup. */
export function installedApps(): readonly App[] {
  return current?.apps ?? [];
}

/** Loads the models that each app's `models.ts` exports. One exported by several belongs to the first. */
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

/** Finds relations to models of missing apps now, instead of at the first query that uses them. */
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

/** Returns the models that no setting replaces. */
function unswapped(settings: Settings, { label, models }: AppModels): readonly ModelClass[] {
  return models.filter((model) => {
    const setting = declarationOf(model)?.options.swappable;
    if (setting === undefined) return true;
    const named: unknown = Reflect.get(settings, setting);
    const own = `${label}.${model.name}`.toLowerCase();
    return typeof named !== "string" || named.toLowerCase() === own;
  });
}

/**
 * Forgets the current project, for example at the end of a test.
 *
 * @example
 * closeModels();
 */
export function closeModels(): void {
  current = undefined;
  activate(undefined);
  closeStorages();
  models.clear();
}
