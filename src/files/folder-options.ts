import { ImproperlyConfigured } from "../conf/index.ts";
import type { FileSystemStorageOptions } from "./file-system-storage.ts";

const known: Readonly<Record<keyof FileSystemStorageOptions, readonly string[]>> = {
  location: ["string", "object"],
  baseUrl: ["string"],
  filePermissionsMode: ["number", "object"],
  directoryPermissionsMode: ["number", "object"],
  allowOverwrite: ["boolean"],
};

/**
 * Checks the OPTIONS of a storage in a folder.
 *
 * @param more Additional options of the storage, with their types.
 * @throws {ImproperlyConfigured} If an option is unknown or of the wrong type.
 *
 * @example
 * checkFolderOptions({ location: "media", quota: 10 }, { quota: ["number"] });
 */
export function checkFolderOptions(
  options: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, readonly string[]>> = {},
): void {
  const all = Object.entries({ ...known, ...more });
  const wrong = Object.entries(options).find(
    ([name, value]) => !all.some(([each, kinds]) => each === name && kinds.includes(typeof value)),
  );
  if (!wrong) return;
  throw new ImproperlyConfigured(
    `STORAGES: a storage of files has no option '${wrong[0]}' with a ${typeof wrong[1]}.`,
    { hint: `Its options are ${all.map(([name]) => name).join(", ")}.` },
  );
}
