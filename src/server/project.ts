import {
  activateSettings,
  appModuleFile,
  loadApps,
  type App,
  type Settings,
} from "../conf/index.ts";
import { limitConnections } from "../connections/index.ts";
import { openStorages } from "../files/index.ts";
import { activateForms, getDefaultRenderer } from "../forms/index.ts";
import type { Engine } from "../templates/index.ts";
import { createEngine } from "./templates.ts";
import { loadUrlconf, type Urlconf } from "./urlconf.ts";
import { logAsSite } from "./watch/set-up-logging.ts";

export interface LoadedProject {
  readonly apps: readonly App[];
  readonly urlconf: Urlconf;
  readonly engine: Engine;
}

/**
 * Loads everything the settings name and sets it up for this process: the log, databases, apps, storages,
 * models, URLs, templates and forms.
 */
export async function loadProject(settings: Settings, now: () => number): Promise<LoadedProject> {
  activateSettings(settings);
  await logAsSite(settings);
  limitConnections(settings);
  const apps = await loadApps(settings);
  await openStorages(settings);
  await setUpModels(settings, apps);
  const urlconf = await loadUrlconf(settings);
  const engine = await createEngine(settings, apps, { reverse: urlconf.reverse, now });
  activateForms({
    engine,
    formRenderer: settings.FORM_RENDERER,
    assumeHttps: settings.FORMS_URLFIELD_ASSUME_HTTPS,
    now,
  });
  // Finds an unusable FORM_RENDERER here, rather than with the first form.
  getDefaultRenderer();
  return { apps, urlconf, engine };
}

/** Sets up the models of the apps for use in requests. */
async function setUpModels(settings: Settings, apps: readonly App[]): Promise<void> {
  if (!settings.DATABASES["default"] && !apps.some(hasModels)) return;
  const { setup } = await import("../models/index.ts");
  await setup(settings, apps);
}

function hasModels({ root }: App): boolean {
  return appModuleFile(root, "models") !== undefined;
}
