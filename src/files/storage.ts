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
  /** Characters that the name may have, folders included. Default: any number. */
  readonly maxLength?: number | undefined;
}

/**
 * A place where files are kept under names with forward slashes: Django's `Storage`. A class of your own extends
 * it and says how files are written, read, removed and found.
 */
export abstract class Storage {
  /** Writes a new file. @returns The name it got, which may be another one. */
  protected abstract saveFile(
    name: string,
    content: File,
    options: SaveNameOptions,
  ): Promise<string>;
  /** @throws The system's error, if there is no such file. */
  protected abstract openFile(name: string): Promise<File>;
  /** Removes a file; one that is not there is removed already. */
  abstract delete(name: string): Promise<void>;
  abstract exists(name: string): Promise<boolean>;
  /** @returns Bytes. */
  abstract size(name: string): Promise<number>;
  /** The address under which a browser gets the file. */
  abstract url(name: string): string;
  /** Names of the folders and files in a folder; `""` is the storage's own. */
  abstract listdir(path: string): Promise<readonly [folders: string[], files: string[]]>;
  abstract getAccessedTime(name: string): Promise<Date>;
  abstract getCreatedTime(name: string): Promise<Date>;
  abstract getModifiedTime(name: string): Promise<Date>;

  /** @throws {SuspiciousFileOperation} The name leads out of the storage. */
  async open(name: string): Promise<File> {
    return this.openFile(name);
  }

  /**
   * Stores a file under a name that is free: another file of that name is left as it is.
   *
   * @param name Default for `""`: that of the file.
   * @returns The name under which it is stored.
   * @throws {SuspiciousFileOperation} The name leads out of the storage, or none is free within `maxLength`.
   */
  async save(name: string, content: File, options: SaveNameOptions = {}): Promise<string> {
    const wanted = name === "" ? content.name : name;
    validateFileName(wanted, { allowRelativePath: true });
    const available = await this.getAvailableName(wanted, options);
    validateFileName(available, { allowRelativePath: true });
    const stored = await this.saveFile(available, content, options);
    return validateFileName(stored, { allowRelativePath: true });
  }

  /** The file's path on this machine. @throws {Error} The storage has none. */
  path(_name: string): string {
    throw new Error("This storage has no paths on this machine: open() reads its files.");
  }

  /** The name of a file without what file systems could misread. */
  getValidName(name: string): string {
    return getValidFilename(name);
  }

  /** Another name: with an underscore and seven random letters and digits before the extensions. */
  getAlternativeName(root: string, extensions: string): string {
    return `${root}_${randomLetters(7)}${extensions}`;
  }

  async isNameAvailable(name: string, { maxLength }: SaveNameOptions = {}): Promise<boolean> {
    return this.excess(name, maxLength) <= 0 && !(await this.exists(name));
  }

  /** The name, or one like it that no file has and that is short enough. */
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

  /** A path as `uploadTo` made it, with a valid name at its end. */
  generateFilename(path: string): string {
    const [folder, file] = splitPath(path.replaceAll("\\", "/"));
    refuseTraversal(folder);
    return normalPath(joinPath(folder, this.getValidName(file)));
  }

  /** By how many characters a name is too long, at least. */
  protected excess(name: string, maxLength: number | undefined): number {
    return maxLength ? Array.from(name).length - maxLength : 0;
  }
}

function noName(name: string): SuspiciousFileOperation {
  return new SuspiciousFileOperation(
    `Storage can not find an available filename for "${name}". Please make sure that the corresponding file field allows sufficient "maxLength".`,
  );
}
