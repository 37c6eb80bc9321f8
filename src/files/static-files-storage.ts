import { resolve } from "node:path";
import { ImproperlyConfigured, toPath, type Settings } from "../conf/index.ts";
import { checkFolderOptions } from "./folder-options.ts";
import { FileSystemStorage, type FileSystemStorageOptions } from "./file-system-storage.ts";
import { withSlashes } from "./media-url.ts";

/**
 * Stores static files for `collectstatic` and returns their URLs: Django's `StaticFilesStorage`. Its folder is
 * STATIC_ROOT and its URL STATIC_URL, unless options replace them.
 */
export class StaticFilesStorage extends FileSystemStorage {
  readonly #options: FileSystemStorageOptions;

  /** @param settings Default: the active project's, at each use. */
  constructor(options: FileSystemStorageOptions = {}, settings?: Settings) {
    super(options, settings);
    this.#options = options;
  }

  /** @throws {ImproperlyConfigured} If STATIC_ROOT is not set. */
  override get location(): string {
    const { BASE_DIR, STATIC_ROOT } = this.settings;
    const folder = this.#options.location ?? STATIC_ROOT;
    if (folder !== null && folder !== "") return resolve(toPath(folder, BASE_DIR));
    throw new ImproperlyConfigured(
      "You're using the staticfiles app without having set the STATIC_ROOT setting to a filesystem path.",
      {
        hint: 'Add STATIC_ROOT: "staticfiles" to the settings, or another folder to collect into.',
      },
    );
  }

  override get baseUrl(): string {
    return withSlashes(this.#options.baseUrl ?? this.settings.STATIC_URL);
  }

  /** Whether the content under this name never changes, so that browsers need not ask again. */
  isImmutable(_name: string): boolean {
    return false;
  }

  /** Follows links, as only `collectstatic --link` creates them, never a visitor. */
  protected override get followsLinks(): boolean {
    return true;
  }
}

/**
 * Opens the storage of static files with the OPTIONS of STORAGES.
 *
 * @throws {ImproperlyConfigured} If an option is unknown or of the wrong type.
 *
 * @example
 * const storage = openStaticFilesStorage({ location: "collected" }, settings);
 */
export function openStaticFilesStorage(
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
): StaticFilesStorage {
  checkFolderOptions(options);
  return new StaticFilesStorage(options, settings);
}
