/** `mkweb/files/backends/filesystem`: stores files in a folder. OPTIONS are those of {@link FileSystemStorage}. */
import { FileSystemStorage } from "../file-system-storage.ts";
import { checkFolderOptions } from "../folder-options.ts";

/** @throws {ImproperlyConfigured} If an option is unknown or of the wrong type. */
export default function openFileSystemStorage(
  options: Readonly<Record<string, unknown>>,
): FileSystemStorage {
  checkFolderOptions(options);
  return new FileSystemStorage(options);
}
