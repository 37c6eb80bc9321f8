import { SuspiciousFileOperation, type File } from "../http/index.ts";
import {
  getValidFilename,
  joinPath,
  normalPath,
  refuseTraversal,
  splitExtensions,
  splitPath,
  validateFileName,
} from "./names.ts";
import { randomLetters } from "./random-name.ts";

export interface SaveNameOptions {
  /** Maximum length of the name in characters, folders included. Default: unlimited. */
  readonly maxLength?: number | undefined;
}

/**
 * Keeps files under names with forward slashes: Django's `Storage`. A class of your own extends it and implements
 * writing, reading, deleting and finding files.
 */
export abstract class Storage {
  /** Writes a new file. @returns The name it got, which may differ. */
  protected abstract saveFile(
    name: string,
    content: File,
    options: SaveNameOptions,
  ): Promise<string>;
  /** @throws The system's error if there is no such file. */
  protected abstract openFile(name: string): Promise<File>;
  /** Deletes a file; does nothing if it does not exist. */
  abstract delete(name: string): Promise<void>;
  abstract exists(name: string): Promise<boolean>;
  /** @returns The size in bytes. */
  abstract size(name: string): Promise<number>;
  /** Returns the URL under which browsers get the file. */
  abstract url(name: string): string;
  /** Lists the folders and files in a folder; `""` is the storage's root. */
  abstract listdir(path: string): Promise<readonly [folders: string[], files: string[]]>;
  abstract getAccessedTime(name: string): Promise<Date>;
  abstract getCreatedTime(name: string): Promise<Date>;
  abstract getModifiedTime(name: string): Promise<Date>;

  /** @throws {SuspiciousFileOperation} If the name leads out of the storage. */
  async open(name: string): Promise<File> {
    return this.openFile(name);
  }

  /**
   * Stores a file under a free name, so that it replaces no other file.
   *
   * @param name `""` uses the file's own name.
   * @returns The name under which it is stored.
   * @throws {SuspiciousFileOperation} If the name leads out of the storage, or none is free within `maxLength`.
   */
  async save(name: string, content: File, options: SaveNameOptions = {}): Promise<string> {
    const wanted = name === "" ? content.name : name;
    validateFileName(wanted, { allowRelativePath: true });
    const available = await this.getAvailableName(wanted, options);
    validateFileName(available, { allowRelativePath: true });
    const stored = await this.saveFile(available, content, options);
    return validateFileName(stored, { allowRelativePath: true });
  }

  /** Returns the file's path on this machine. @throws {Error} If the storage has none. */
  path(_name: string): string {
    throw new Error("This storage has no paths on this machine: open() reads its files.");
  }

  /** The name of a file without what file systems could misread. */
  getValidName(name: string): string {
    return getValidFilename(name);
  }

  /** Returns another name: with an underscore and seven random letters and digits before the extensions. */
  getAlternativeName(root: string, extensions: string): string {
    return `${root}_${randomLetters(7)}${extensions}`;
  }

  async isNameAvailable(name: string, { maxLength }: SaveNameOptions = {}): Promise<boolean> {
    return this.excess(name, maxLength) <= 0 && !(await this.exists(name));
  }

  /** Returns the name, or a similar one that is free and short enough. */
  async getAvailableName(name: string, options: SaveNameOptions = {}): Promise<string> {
    let available = name.replaceAll("\\", "/");
    const [folder, file] = splitPath(available);
    refuseTraversal(folder);
    validateFileName(file);
    const [start, extensions] = splitExtensions(file);
    let root = Array.from(start);
    while (!(await this.isNameAvailable(available, options))) {
      const other = (): string =>
        joinPath(folder, this.getAlternativeName(root.join(""), extensions));
      available = other();
      for (
        let over = this.excess(available, options.maxLength);
        over > 0;
        over = this.excess(available, options.maxLength)
      ) {
        root = root.slice(0, -over);
        if (root.length === 0) throw noName(available);
        available = other();
      }
    }
    return available;
  }

  /** Makes the file name at the end of a path from `uploadTo` valid. */
  generateFilename(path: string): string {
    const [folder, file] = splitPath(path.replaceAll("\\", "/"));
    refuseTraversal(folder);
    return normalPath(joinPath(folder, this.getValidName(file)));
  }

  /** By how many characters a name is too long. */
  protected excess(name: string, maxLength: number | undefined): number {
    return maxLength ? Array.from(name).length - maxLength : 0;
  }
}

function noName(name: string): SuspiciousFileOperation {
  return new SuspiciousFileOperation(
    `Storage can not find an available filename for "${name}". Please make sure that the corresponding file field allows sufficient "maxLength".`,
  );
}
