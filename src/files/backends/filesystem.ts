/** `mkweb/files/backends/filesystem`: files in a folder. OPTIONS are those of {@link FileSystemStorage}. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { FileSystemStorage, type FileSystemStorageOptions } from "../file-system-storage.ts";

const known: Readonly<Record<keyof FileSystemStorageOptions, readonly string[]>> = {
  location: ["string", "object"],
  baseUrl: ["string"],
  filePermissionsMode: ["number", "object"],
  directoryPermissionsMode: ["number", "object"],
  allowOverwrite: ["boolean"],
};

/** @throws {ImproperlyConfigured} An option that there is not, or of the wrong kind. */
export default function openFileSystemStorage(
  options: Readonly<Record<string, unknown>>,
): FileSystemStorage {
  const wrong = Object.entries(options).find(
    ([name, value]) =>
      !Object.entries(known).some(([each, kinds]) => each === name && kinds.includes(typeof value)),
  );
  if (wrong) {
    throw new ImproperlyConfigured(
      `STORAGES: a storage of files has no option '${wrong[0]}' with a ${typeof wrong[1]}.`,
      { hint: `Its options are ${Object.keys(known).join(", ")}.` },
    );
  }
  return new FileSystemStorage(options);
}
