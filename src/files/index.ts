/** `mkweb/files`: files, and the storages that keep them. See docs/topics/files.md. */
export { File, SuspiciousFileOperation, UploadedFile } from "../http/index.ts";
export { ContentFile } from "./content-file.ts";
export { DiskFile } from "./disk-file.ts";
export { FileSystemStorage, type FileSystemStorageOptions } from "./file-system-storage.ts";
export { getImageDimensions, type ImageDimensions } from "./image.ts";
export { checkFolderOptions } from "./folder-options.ts";
export { mediaUrl, withSlashes } from "./media-url.ts";
export { getValidFilename, joinPath, normalPath, splitPath, validateFileName } from "./names.ts";
export { openStorages } from "./open-storages.ts";
export { openStaticFilesStorage, StaticFilesStorage } from "./static-files-storage.ts";
export { Storage, type SaveNameOptions } from "./storage.ts";
export {
  closeStorages,
  defaultStorage,
  storageSettings,
  storages,
  type StorageFactory,
} from "./storages.ts";
export { ObjectFile, type FieldFile, type FieldFileOptions, type FileOwner } from "./field-file.ts";
export { strftime } from "./strftime.ts";
