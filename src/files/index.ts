/** `mkweb/files`: files, and the storages that keep them. */
export { File, SuspiciousFileOperation, UploadedFile } from "../http/index.ts";
export { ContentFile } from "./content-file.ts";
export { FileSystemStorage, type FileSystemStorageOptions } from "./file-system-storage.ts";
export { getImageDimensions, type ImageDimensions } from "./image.ts";
export { mediaUrl } from "./media-url.ts";
export { getValidFilename, joinPath, validateFileName } from "./names.ts";
export { Storage, type SaveNameOptions } from "./storage.ts";
export {
  closeStorages,
  defaultStorage,
  openStorages,
  storages,
  type StorageFactory,
} from "./storages.ts";
export { ObjectFile, type FieldFile, type FieldFileOptions, type FileOwner } from "./field-file.ts";
export { strftime } from "./strftime.ts";
