/** `mkweb/files/backends/filesystem`: files in a folder. OPTIONS are those of {@link FileSystemStorage}. */
import { FileSystemStorage } from "../file-system-storage.ts";
import { checkFolderOptions } from "../folder-options.ts";

/** @throws {ImproperlyConfigured} An option that there is not, or of the wrong kind. */
export default function openFileSystemStorage(
  options: Readonly<Record<string, unknown>>,
): FileSystemStorage {
  checkFolderOptions(options);
  return new FileSystemStorage(options);
}
