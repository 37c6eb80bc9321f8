import { lstat, readdir, realpath, rm, rmdir, stat } from "node:fs/promises";
import { dirname, relative, resolve, sep } from "node:path";
import { toPath, type Settings } from "../conf/index.ts";
import { SuspiciousFileOperation, type File } from "../http/index.ts";
import { hasErrorCode } from "../platform/index.ts";
import { DiskFile } from "./disk-file.ts";
import { mediaUrl, urlBelow } from "./media-url.ts";
import { splitPath } from "./names.ts";
import { Storage, type SaveNameOptions } from "./storage.ts";
import { storageSettings } from "./storages.ts";
import { writeWhole } from "./write-file.ts";

export interface FileSystemStorageOptions {
  /** The folder, relative to BASE_DIR. Default MEDIA_ROOT. */
  readonly location?: string | URL;
  /** URL of the folder. Default MEDIA_URL. */
  readonly baseUrl?: string;
  /** Permissions of files, such as `0o640`. Default FILE_UPLOAD_PERMISSIONS. */
  readonly filePermissionsMode?: number | null;
  /** Permissions of new folders. Default FILE_UPLOAD_DIRECTORY_PERMISSIONS. */
  readonly directoryPermissionsMode?: number | null;
  /** Whether a new file replaces one with the same name. Default `false`. */
  readonly allowOverwrite?: boolean;
}

/** Longest file name in bytes on common file systems. */
const LONGEST_NAME = 255;

/** Stores files in a local folder: Django's `FileSystemStorage`. Does not follow links that lead out of it. */
export class FileSystemStorage extends Storage {
  readonly #options: FileSystemStorageOptions;
  readonly #given: Settings | undefined;

  /** @param settings Default: the active project's, at each use. */
  constructor(options: FileSystemStorageOptions = {}, settings?: Settings) {
    super();
    this.#options = options;
    this.#given = settings;
  }

  /** Path of the folder. */
  get location(): string {
    const { BASE_DIR, MEDIA_ROOT } = this.settings;
    return resolve(toPath(this.#options.location ?? MEDIA_ROOT, BASE_DIR));
  }

  /** URL of the folder, ending with a slash. */
  get baseUrl(): string {
    const { baseUrl } = this.#options;
    if (baseUrl === undefined) return mediaUrl(this.settings);
    return baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  }

  /** @throws {SuspiciousFileOperation} If the name leads out of the folder. */
  override path(name: string): string {
    const { location } = this;
    const path = resolve(location, name);
    if (!name.includes("\0") && isWithin(path, location)) return path;
    throw new SuspiciousFileOperation(
      `The joined path (${JSON.stringify(path)}) is located outside of the base path component (${location})`,
    );
  }

  url(name: string): string {
    return urlBelow(this.baseUrl, name);
  }

  protected async openFile(name: string): Promise<File> {
    const path = await this.#readable(name);
    const found = await stat(path);
    if (!found.isFile()) throw new Error(`${JSON.stringify(name)} is a folder, not a file.`);
    return new DiskFile(name, path, found.size);
  }

  protected async saveFile(name: string, content: File, options: SaveNameOptions): Promise<string> {
    const { filePermissionsMode, directoryPermissionsMode, allowOverwrite } = this.#options;
    const { FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS } = this.settings;
    let path = this.path(name);
    for (;;) {
      await this.#followed(dirname(path));
      try {
        await writeWhole(path, content, {
          fileMode: filePermissionsMode ?? FILE_UPLOAD_PERMISSIONS,
          folderMode: directoryPermissionsMode ?? FILE_UPLOAD_DIRECTORY_PERMISSIONS,
          overwrite: allowOverwrite ?? false,
        });
        return relative(this.location, path).split(sep).join("/");
      } catch (error) {
        // Another process may have created the file first; a file in place of a folder is an error.
        if (!hasErrorCode(error, "EEXIST") || !(await this.exists(name))) throw error;
        path = this.path(await this.getAvailableName(name, options));
      }
    }
  }

  async delete(name: string): Promise<void> {
    if (name === "") throw new TypeError("The name must be given to delete().");
    const path = this.path(name);
    try {
      await this.#followed(dirname(path));
      const found = await lstat(path);
      await (found.isDirectory() ? rmdir(path) : rm(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** A link counts as existing, wherever it leads. */
  async exists(name: string): Promise<boolean> {
    try {
      await lstat(this.path(name));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  override async isNameAvailable(name: string, options: SaveNameOptions = {}): Promise<boolean> {
    const isFree = this.#options.allowOverwrite === true || !(await this.#existsIfNamed(name));
    return isFree && this.excess(name, options.maxLength) <= 0;
  }

  async size(name: string): Promise<number> {
    return (await this.#stat(name)).size;
  }

  async listdir(path: string): Promise<readonly [folders: string[], files: string[]]> {
    const entries = await readdir(await this.#followed(this.path(path)), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    const files = entries.filter((entry) => !entry.isDirectory());
    return [folders.map(({ name }) => name), files.map(({ name }) => name)];
  }

  async getAccessedTime(name: string): Promise<Date> {
    return (await this.#stat(name)).atime;
  }

  async getCreatedTime(name: string): Promise<Date> {
    return (await this.#stat(name)).ctime;
  }

  async getModifiedTime(name: string): Promise<Date> {
    return (await this.#stat(name)).mtime;
  }

  /** The system limits names in bytes. */
  protected override excess(name: string, maxLength: number | undefined): number {
    const bytes = Buffer.byteLength(splitPath(name)[1]) - LONGEST_NAME;
    // A character has at most four bytes.
    return Math.max(super.excess(name, maxLength), Math.ceil(bytes / 4));
  }

  /** The settings for the folder and its URL. */
  protected get settings(): Settings {
    return this.#given ?? storageSettings();
  }

  async #existsIfNamed(name: string): Promise<boolean> {
    return this.excess(name, undefined) <= 0 && (await this.exists(name));
  }

  async #stat(name: string) {
    return stat(await this.#readable(name));
  }

  /** Whether to read files through links that lead out of the folder. */
  protected get followsLinks(): boolean {
    return false;
  }

  async #readable(name: string): Promise<string> {
    const path = this.path(name);
    return this.followsLinks ? path : this.#followed(path);
  }

  /**
   * Resolves the links of a path; missing parts stay as they are.
   *
   * @throws {SuspiciousFileOperation} If it leads out of the folder.
   */
  async #followed(path: string): Promise<string> {
    const [root, real] = await Promise.all([nearest(this.location), nearest(path)]);
    if (isWithin(real, root)) return real;
    throw new SuspiciousFileOperation(`A link on the way to ${path} leads out of ${this.location}`);
  }
}

/** Resolves the existing part of a path and appends the rest. */
async function nearest(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const above = dirname(path);
    if (!isMissing(error) || above === path || (await isLink(path))) throw error;
    return resolve(await nearest(above), relative(above, path));
  }
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A file in place of a parent folder also means that nothing is there. */
function isMissing(error: unknown): boolean {
  return hasErrorCode(error, "ENOENT", "ENOTDIR");
}
