import { join } from "node:path";
import type { Settings } from "../conf/index.ts";
import { storages, StaticFilesStorage, withSlashes } from "../files/index.ts";
import { isCoding } from "./codings.ts";
import { fileHandler, type StaticHandler } from "./handler.ts";
import { isSafePath } from "./safe-path.ts";

/** A year in seconds: no cache keeps files longer. */
const FOREVER = 31_536_000;

/**
 * Serves the files that `collectstatic` collected, below STATIC_URL. `undefined` without STATIC_ROOT, or if
 * the files are elsewhere: STORAGES keeps them outside of folders, or STATIC_URL is on another host.
 *
 * @throws {Error} The manifest of hashed names cannot be read.
 *
 * @example
 * const handler = await createRootHandler(settings);
 * if (handler?.isFor(request) === true) await handler.respond(request);
 */
export async function createRootHandler(settings: Settings): Promise<StaticHandler | undefined> {
  const storage = Object.hasOwn(settings.STORAGES, "staticfiles")
    ? storages.get("staticfiles")
    : undefined;
  if (!(storage instanceof StaticFilesStorage) || !hasRoot(storage, settings)) return undefined;
  // Reads the manifest now, rather than with the first request.
  storage.isImmutable("a.000000000000.css");
  const { location } = storage;
  // Not served: it lists all files.
  const manifest = "manifestName" in storage ? storage.manifestName : undefined;
  const codings = settings.STATICFILES_ENCODINGS.filter(isCoding);
  const lasting = `public, max-age=${FOREVER}, immutable`;
  const usual = `public, max-age=${settings.STATIC_MAX_AGE}`;
  return fileHandler(
    withSlashes(settings.STATIC_URL),
    (path) => (isSafePath(path) && path !== manifest ? join(location, path) : undefined),
    {
      headers: (path) => ({ "Cache-Control": storage.isImmutable(path) ? lasting : usual }),
      codings,
      isImmutable: (path) => storage.isImmutable(path),
      hotFiles: await hotFilesOf(settings),
    },
  );
}

function hasRoot(storage: StaticFilesStorage, { STATIC_ROOT, STORAGES }: Settings): boolean {
  const own = STORAGES["staticfiles"]?.OPTIONS?.["location"];
  return Boolean(own ?? STATIC_ROOT) && storage.location !== "";
}

async function hotFilesOf({ STATIC_MAX_MEMORY_SIZE }: Settings) {
  if (STATIC_MAX_MEMORY_SIZE === 0) return undefined;
  const { HotFiles } = await import("./hot-files.ts");
  return new HotFiles(STATIC_MAX_MEMORY_SIZE);
}
