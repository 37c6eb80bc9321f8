import { ImproperlyConfigured, loadNamed, type Settings } from "../conf/index.ts";
import openFileSystemStorage from "./backends/filesystem.ts";
import { openStaticFilesStorage } from "./static-files-storage.ts";
import { Storage } from "./storage.ts";
import { useStorages, type Opened, type StorageFactory } from "./storages.ts";

/** Common backends, imported here so that loading them reads no further file. */
const usual: Readonly<Record<string, StorageFactory>> = {
  "mkweb/files/backends/filesystem": openFileSystemStorage,
  "mkweb/staticfiles/backends/staticfiles": openStaticFilesStorage,
};

const opened = new WeakMap<Settings, Promise<Opened>>();

/**
 * Opens the storages of STORAGES and makes them the project's.
 *
 * @throws {ImproperlyConfigured} If a BACKEND is not a storage, or `default` is missing.
 *
 * @example
 * await openStorages(settings);
 * await storages.get("default").save("notes.txt", new ContentFile("Hello"));
 */
export async function openStorages(settings: Settings): Promise<void> {
  const opening = opened.get(settings) ?? openAll(settings);
  opened.set(settings, opening);
  // If opening fails, the next call tries again.
  opening.catch(() => opened.delete(settings));
  useStorages(await opening);
}

async function openAll(settings: Settings): Promise<Opened> {
  if (!Object.hasOwn(settings.STORAGES, "default")) {
    throw new ImproperlyConfigured("STORAGES has no 'default'.", {
      hint: 'Write default: { BACKEND: "mkweb/files/backends/filesystem" } into it.',
    });
  }
  const byAlias = await Promise.all(
    Object.entries(settings.STORAGES).map(async ([alias, { BACKEND, OPTIONS = {} }]) => {
      const factory = usual[BACKEND] ?? (await factoryOf(alias, BACKEND, settings));
      const storage: unknown = await factory(OPTIONS, settings);
      if (storage instanceof Storage) return [alias, storage] as const;
      throw noStorage(alias, BACKEND);
    }),
  );
  return { settings, byAlias: new Map(byAlias) };
}

function factoryOf(
  alias: string,
  backend: string,
  { BASE_DIR }: Settings,
): Promise<StorageFactory> {
  return loadNamed({
    specifier: backend,
    baseDir: BASE_DIR,
    isWanted: isFactory,
    refusal: () => noStorage(alias, backend),
  });
}

function isFactory(value: unknown): value is StorageFactory {
  return typeof value === "function";
}

function noStorage(alias: string, backend: string): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `'${backend}', the BACKEND of the storage '${alias}', is not a storage.`,
    {
      hint: "Name a module below BASE_DIR or of a package whose default export makes a Storage of the OPTIONS.",
    },
  );
}
