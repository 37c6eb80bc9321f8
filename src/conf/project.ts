import { loadApps, type App } from "./apps.ts";
import { activateSettings } from "./active-settings.ts";
import { loadSettings } from "./load.ts";
import type { Settings } from "./settings.ts";

/** A project as commands see it. Everything is loaded on first use. */
export interface Project {
  /** The folder that holds `manage.js`. */
  readonly root: URL;
  /** The settings file as given: `myproject/settings.ts`. */
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

/**
 * Opens a project; its settings and apps are loaded once, on first use.
 *
 * @example
 * const project = openProject({ root: settings.BASE_DIR, settingsModule: "mysite/settings.ts" });
 * const { TIME_ZONE } = await project.settings();
 */
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

/** Loads the settings and activates them for everything that the command calls. */
async function loadActive(settingsModule: string, root: URL): Promise<Settings> {
  const settings = await loadSettings(settingsModule, root);
  activateSettings(settings);
  return settings;
}
