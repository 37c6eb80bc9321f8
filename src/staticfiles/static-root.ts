import { relative, resolve, sep } from "node:path";
import { ImproperlyConfigured, toPath, type Settings } from "../conf/index.ts";
import { FileSystemStorage, type Storage } from "../files/index.ts";

/**
 * The folder that a storage collects into; `undefined` if it is not on this machine.
 *
 * @param folders The sources, from `staticFolders`.
 * @throws {ImproperlyConfigured} No folder is set, or collecting there would include collected files or mix
 *   them with uploaded ones.
 */
export function staticRoot(
  storage: Storage,
  settings: Settings,
  folders: readonly string[],
): string | undefined {
  if (!(storage instanceof FileSystemStorage)) return undefined;
  const target = storage.location;
  const inside = folders.find((folder) => isWithin(target, folder));
  if (inside !== undefined) {
    throw new ImproperlyConfigured(
      `STATIC_ROOT ${target} is inside ${inside}, which is collected.`,
      {
        hint: "Set STATIC_ROOT to a separate folder, outside STATICFILES_DIRS and the apps' static folders.",
      },
    );
  }
  if (mediaRoot(settings) === target) {
    throw new ImproperlyConfigured(
      "The MEDIA_ROOT and STATIC_ROOT settings must have different values",
      { hint: "Uploaded files and collected ones need separate folders." },
    );
  }
  return target;
}

/** @throws {ImproperlyConfigured} Emptying the folder would delete other files. */
export function refuseToEmpty(
  target: string,
  settings: Settings,
  folders: readonly string[],
): void {
  const others = [toPath(settings.BASE_DIR, settings.BASE_DIR), mediaRoot(settings), ...folders];
  const endangered = others.find((folder) => folder !== undefined && isWithin(folder, target));
  if (endangered === undefined) return;
  throw new ImproperlyConfigured(
    `STATIC_ROOT ${target} also holds ${endangered}, which --clear would delete. Nothing was deleted.`,
    { hint: "Set STATIC_ROOT to a separate folder." },
  );
}

function mediaRoot({ MEDIA_ROOT, BASE_DIR }: Settings): string | undefined {
  return MEDIA_ROOT === "" ? undefined : resolve(toPath(MEDIA_ROOT, BASE_DIR));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(folder, way) === resolve(path);
}
