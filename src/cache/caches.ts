import { activeSettings, loadNamed, noteOpened, type Settings } from "../conf/index.ts";
import { MkwebError } from "../errors.ts";
import type { CacheBackendFactory } from "./backend.ts";
import { Cache } from "./cache.ts";
import { observable } from "./observe.ts";

/** Open caches by settings object, so that two projects in one process stay apart. */
const inUse = new WeakMap<Settings, Map<string, Promise<Cache>>>();

/**
 * Returns the cache with this name in CACHES, opening it on first use.
 *
 * @param alias Default `"default"`.
 * @param settings Default: the active project's.
 * @throws {MkwebError} `MKWEB_CACHE_UNKNOWN` if CACHES lacks this name, or its BACKEND is not a cache backend.
 *
 * @example
 * const cache = await getCache();
 * const votes = await cache.getOrSet("polls:votes", () => Choice.objects.count(), { timeout: 60 });
 */
export function getCache(
  alias = "default",
  settings: Settings = activeSettings(),
  now: () => number = Date.now,
): Promise<Cache> {
  const caches = inUse.get(settings) ?? new Map<string, Promise<Cache>>();
  inUse.set(settings, caches);
  const cache = caches.get(alias) ?? openCache(settings, alias, now);
  if (caches.size === 0) noteOpened(settings, () => closeCaches(settings));
  caches.set(alias, cache);
  // A cache that failed to open is tried again next time.
  cache.catch(() => caches.delete(alias));
  return cache;
}

/**
 * Closes the connections of every cache.
 *
 * @param settings Default: the active project's.
 *
 * @example
 * await closeCaches(settings);
 */
export async function closeCaches(settings: Settings = activeSettings()): Promise<void> {
  const caches = [...(inUse.get(settings)?.values() ?? [])];
  inUse.delete(settings);
  await Promise.all(caches.map(async (cache) => (await cache).close()));
}

async function openCache(settings: Settings, alias: string, now: () => number): Promise<Cache> {
  const named = settings.CACHES[alias];
  if (!named) {
    const known = Object.keys(settings.CACHES).join(", ");
    throw new MkwebError("MKWEB_CACHE_UNKNOWN", `CACHES has no '${alias}' (it has: ${known}).`, {
      hint: `Add '${alias}' to CACHES in ${settings.SETTINGS_MODULE}.`,
    });
  }
  const { BACKEND, LOCATION = "", TIMEOUT, KEY_PREFIX, VERSION, OPTIONS = {} } = named;
  const factory = await loadNamed({
    specifier: BACKEND,
    baseDir: settings.BASE_DIR,
    isWanted: isFactory,
    refusal: () => noBackend(BACKEND, alias),
  });
  const backend = await factory({
    settings,
    location: LOCATION,
    options: OPTIONS,
    baseDir: settings.BASE_DIR,
    now,
  });
  return new Cache({
    backend: observable(alias, backend),
    now,
    ...(TIMEOUT === undefined ? {} : { timeout: TIMEOUT }),
    ...(KEY_PREFIX === undefined ? {} : { keyPrefix: KEY_PREFIX }),
    ...(VERSION === undefined ? {} : { version: VERSION }),
  });
}

function noBackend(backend: string, alias: string): MkwebError {
  return new MkwebError(
    "MKWEB_CACHE_UNKNOWN",
    `'${backend}', the BACKEND of the cache '${alias}', is not a cache backend.`,
    {
      hint: "Name a module below BASE_DIR or of a package whose default export returns a CacheBackend.",
    },
  );
}

function isFactory(value: unknown): value is CacheBackendFactory {
  return typeof value === "function";
}
