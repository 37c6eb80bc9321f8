import { loadApps, type App } from "./apps.ts";
import { activateSettings } from "./active-settings.ts";
import { loadSettings } from "./load.ts";
import type { Settings } from "./settings.ts";

/** A project as its commands see it. Nothing is loaded before it is asked for. */
export interface Project {
  /** The folder that holds `manage.js`. */
  readonly root: URL;
  /** The settings file as named: `myproject/settings.ts`. */
  readonly settingsModule: string;
  /** Whether `--skip-checks` was given. */
  readonly skipChecks: boolean;
  settings(): Promise<Settings>;
  apps(): Promise<readonly App[]>;
}

export interface ProjectOptions {
  readonly root: URL;
  readonly settingsModule: string;
  readonly skipChecks?: boolean;
}

/** Settings and apps are loaded once, at the first use. */
export function openProject({ root, settingsModule, skipChecks = false }: ProjectOptions): Project {
  let settings: Promise<Settings> | undefined;
  let apps: Promise<readonly App[]> | undefined;
  return {
    root,
    settingsModule,
    skipChecks,
    settings: () => (settings ??= loadActive(settingsModule, root)),
    async apps() {
      const loaded = await this.settings();
      return (apps ??= loadApps(loaded));
    },
  };
}

/** The project that commands run for is the active one from the moment its settings are known. */
async function loadActive(settingsModule: string, root: URL): Promise<Settings> {
  const settings = await loadSettings(settingsModule, root);
  activateSettings(settings);
  return settings;
}
