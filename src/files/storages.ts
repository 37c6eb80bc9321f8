import { ImproperlyConfigured, type Settings } from "../conf/index.ts";
import { Storage } from "./storage.ts";

/** What a module that STORAGES names exports as its default. */
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

/** Forgets the project's storages. */
export function closeStorages(): void {
  current = undefined;
}

/** The settings that storages work with. */
export function storageSettings(): Settings {
  return active().settings;
}

/** The storages of STORAGES by their names. */
export const storages = {
  /** @throws {ImproperlyConfigured} STORAGES has no such name, or no project is set up. */
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

/** The storage that STORAGES calls `default`, whichever that is when it is used. */
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
