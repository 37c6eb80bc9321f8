import { ImproperlyConfigured, resolveSpecifier, type Settings } from "../conf/index.ts";
import { Storage } from "./storage.ts";

/** What a module that STORAGES names exports as its default. */
export type StorageFactory = (
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
) => Storage | Promise<Storage>;

interface Opened {
  readonly settings: Settings;
  readonly byAlias: ReadonlyMap<string, Storage>;
}

let current: Opened | undefined;
const opened = new WeakMap<Settings, Promise<Opened>>();

/**
 * Makes the storages of STORAGES those of the project.
 *
 * @throws {ImproperlyConfigured} A BACKEND is no storage, there is no `default`, or one for static files.
 */
export async function openStorages(settings: Settings): Promise<void> {
  const opening = opened.get(settings) ?? openAll(settings);
  opened.set(settings, opening);
  // One that could not be opened is tried again next time.
  opening.catch(() => opened.delete(settings));
  current = await opening;
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

async function openAll(settings: Settings): Promise<Opened> {
  const all = Object.entries(settings.STORAGES);
  if (!Object.hasOwn(settings.STORAGES, "default")) {
    throw new ImproperlyConfigured("STORAGES has no 'default'.", {
      hint: 'Write default: { BACKEND: "mkweb/files/backends/filesystem" } into it.',
    });
  }
  if (Object.hasOwn(settings.STORAGES, "staticfiles")) {
    throw new ImproperlyConfigured("STORAGES has 'staticfiles', which nothing would use.", {
      hint: "Take it out: collectstatic copies static files to STATIC_ROOT, and STATIC_URL is where they are served.",
    });
  }
  const byAlias = await Promise.all(
    all.map(async ([alias, { BACKEND, OPTIONS = {} }]) => {
      const factory = await factoryOf(alias, BACKEND, settings);
      const storage: unknown = await factory(OPTIONS, settings);
      if (storage instanceof Storage) return [alias, storage] as const;
      throw noStorage(alias, BACKEND);
    }),
  );
  return { settings, byAlias: new Map(byAlias) };
}

async function factoryOf(
  alias: string,
  backend: string,
  { BASE_DIR }: Settings,
): Promise<StorageFactory> {
  const url = resolveSpecifier(backend, BASE_DIR);
  const module: object = url ? Object(await import(url.href)) : {};
  const factory: unknown = Reflect.get(module, "default");
  if (isFactory(factory)) return factory;
  throw noStorage(alias, backend);
}

function isFactory(value: unknown): value is StorageFactory {
  return typeof value === "function";
}

function noStorage(alias: string, backend: string): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `'${backend}', the BACKEND of the storage '${alias}', is no storage.`,
    {
      hint: "Name a module below BASE_DIR or of a package whose default export makes a Storage of the OPTIONS.",
    },
  );
}
