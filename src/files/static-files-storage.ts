import { resolve } from "node:path";
import { ImproperlyConfigured, toPath, type Settings } from "../conf/index.ts";
import { checkFolderOptions } from "./folder-options.ts";
import { FileSystemStorage, type FileSystemStorageOptions } from "./file-system-storage.ts";
import { withSlashes } from "./media-url.ts";

/**
 * Where `collectstatic` puts static files, and what knows their addresses: Django's `StaticFilesStorage`. Its folder
 * is STATIC_ROOT and its address STATIC_URL, unless the options say otherwise.
 */
export class StaticFilesStorage extends FileSystemStorage {
  readonly #options: FileSystemStorageOptions;

  /** @param settings Default: the active project's, at each use. */
  constructor(options: FileSystemStorageOptions = {}, settings?: Settings) {
    super(options, settings);
    this.#options = options;
  }

  /** @throws {ImproperlyConfigured} STATIC_ROOT is not set. */
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

  /** Whether the content of a file can never change under this name, so that browsers need not ask again. */
  isImmutable(_name: string): boolean {
    return false;
  }

  /** Links in it were made by `collectstatic --link`, never by a visitor. */
  protected override get followsLinks(): boolean {
    return true;
  }
}

/** @throws {ImproperlyConfigured} An option that there is not, or of the wrong kind. */
export function openStaticFilesStorage(
  options: Readonly<Record<string, unknown>>,
  settings: Settings,
): StaticFilesStorage {
  checkFolderOptions(options);
  return new StaticFilesStorage(options, settings);
}
