import { ImproperlyConfigured, type Settings } from "../conf/index.ts";
import { Storage } from "./storage.ts";

/** Default export of a module that STORAGES names. */
export type StorageFactory = (
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
) => Storage | Promise<Storage>;

export interface Opened {
  readonly settings: Settings;
  readonly byAlias: ReadonlyMap<string, Storage>;
}

let current: Opened | undefined;

/** Makes these the project's storages. */
export function useStorages(opened: Opened): void {
  current = opened;
}

/**
 * Forgets the project's storages, for example at the end of a test.
 *
 * @example
 * closeStorages();
 */
export function closeStorages(): void {
  current = undefined;
}

/**
 * Returns the settings that the storages use.
 *
 * @example
 * console.log(storageSettings().MEDIA_URL);
 */
export function storageSettings(): Settings {
  return active().settings;
}

/**
 * Gives access to the storages of STORAGES by name.
 *
 * @example
 * const storage = storages.get("default");
 * const name = await storage.save("notes.txt", new ContentFile("Hello"));
 */
export const storages = {
  /** @throws {ImproperlyConfigured} If STORAGES lacks the name, or no project is set up. */
  get(alias: string): Storage {
    const { byAlias, settings } = active();
    const found = byAlias.get(alias);
    if (found) return found;
    throw new ImproperlyConfigured(
      `Could not find config for '${alias}' in settings.STORAGES (it has: ${[...byAlias.keys()].join(", ")}).`,
      { hint: `Add '${alias}' to STORAGES in ${settings.SETTINGS_MODULE}.` },
    );
  },
};

/** The storage named `default` in STORAGES at the time of use. */
export const defaultStorage: Storage = new Proxy<Storage>(Object.create(Storage.prototype), {
  get(_, name): unknown {
    const storage = storages.get("default");
    const value: unknown = Reflect.get(storage, name);
    return typeof value === "function" ? value.bind(storage) : value;
  },
});

function active(): Opened {
  if (current) return current;
  throw new ImproperlyConfigured("Storages were asked for, and no project is set up.", {
    hint: "Run this by `node manage`, or call setup() from mkweb/db first.",
  });
}
