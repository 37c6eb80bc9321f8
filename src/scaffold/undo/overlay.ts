import { lstatSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { checkPath } from "../paths.ts";
import type { Plan, PlanEntry, PlannedFolder } from "../plan/entries.ts";
import { readSource } from "../read.ts";
import { RECORDS } from "../record/record.ts";

/** The current or future state of a file. */
export interface FileState {
  readonly bytes: Uint8Array;
  /** Permission bits. */
  readonly mode: number;
}

/** Files that may be restored are read completely; larger ones are left alone. In bytes. */
const LARGEST = 64 * 1024 * 1024;

/**
 * A project's files as several steps would leave them, before anything is written. Paths are relative to the
 * project's folder, with "/" between segments.
 */
export class Overlay {
  readonly #root: string;
  readonly #disk = new Map<string, FileState | undefined>();
  readonly #changed = new Map<string, FileState | undefined>();
  readonly #made = new Map<string, number>();
  readonly #dropped = new Set<string>();

  /** @param root The project's folder. */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * Reads a file; `undefined` if it does not exist.
   *
   * @throws {MkwebError} `MKWEB_PATH_REFUSED` for a path that leaves the folder; `MKWEB_READ_FAILED`.
   */
  read(path: string): FileState | undefined {
    if (this.#changed.has(path)) return this.#changed.get(path);
    if (!this.#disk.has(path)) this.#disk.set(path, this.#readDisk(path));
    return this.#disk.get(path);
  }

  /** Why no file can exist there: something else does, at the path or above it. */
  obstacle(path: string): string | undefined {
    const names = path.split("/");
    for (let count = 1; count <= names.length; count += 1) {
      const status = this.#look(names.slice(0, count).join("/"));
      if (status?.isSymbolicLink()) return "a symbolic link is in the way";
      if (count < names.length && status && !status.isDirectory()) return "a file is in the way";
      if (count === names.length && status && !status.isFile()) return "it is a folder, not a file";
    }
    return undefined;
  }

  write(path: string, state: FileState): void {
    this.read(path);
    this.#changed.set(path, state);
  }

  remove(path: string): void {
    this.read(path);
    this.#changed.set(path, undefined);
  }

  /** Permission bits of a folder; `undefined` if it does not exist. */
  folderMode(path: string): number | undefined {
    if (this.#made.has(path)) return this.#made.get(path);
    const status = this.#dropped.has(path) || !this.#isReached(path) ? undefined : this.#look(path);
    return status?.isDirectory() ? status.mode & 0o7777 : undefined;
  }

  /** @throws {MkwebError} `MKWEB_PATH_REFUSED`. */
  makeFolder(path: string, mode: number): void {
    checkPath(path);
    this.#dropped.delete(path);
    if (this.#isReached(path) && !this.#look(path)?.isDirectory()) this.#made.set(path, mode);
  }

  /**
   * Removes a folder if it is empty in the end.
   *
   * @throws {MkwebError} `MKWEB_PATH_REFUSED`.
   */
  dropFolder(path: string): void {
    if (path !== RECORDS) checkPath(path);
    this.#made.delete(path);
    this.#dropped.add(path);
  }

  /** The plan that brings the disk into this state. */
  plan(): Plan {
    const entries = [...this.#changed]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([path, state]) => this.#entry(path, state));
    const last = entries.findLastIndex(({ kind }) => kind === "removed");
    const going = entries[last];
    if (going?.kind === "removed") entries[last] = { ...going, folders: this.#folders() };
    const folders = [...this.#made].map(([path, mode]): PlannedFolder => ({
      path,
      mode,
      top: this.#top(path),
    }));
    return { base: this.#root, entries, folders };
  }

  #entry(path: string, state: FileState | undefined): PlanEntry[] {
    const now = this.#disk.get(path);
    if (!state) {
      const nothing = Buffer.alloc(0);
      const gone = { path, bytes: nothing, mode: now?.mode ?? 0, folders: [] };
      return now ? [{ kind: "removed", before: now.bytes, ...gone }] : [];
    }
    if (!now) return [{ kind: "new", path, ...state, exact: true, top: this.#top(path) }];
    return Buffer.from(now.bytes).equals(state.bytes)
      ? []
      : [{ kind: "edited", path, before: now.bytes, ...state }];
  }

  /** Innermost first. */
  #folders(): readonly string[] {
    return [...this.#dropped]
      .filter((path) => this.#isReached(path) && this.#look(path)?.isDirectory())
      .toSorted((one, other) => other.split("/").length - one.split("/").length);
  }

  /** Whether no symbolic link or file is above it. */
  #isReached(path: string): boolean {
    const parent = dirname(path);
    if (parent === ".") return true;
    const status = this.#look(parent);
    return (!status || status.isDirectory()) && this.#isReached(parent);
  }

  #top(path: string): string {
    const parent = dirname(path);
    return parent === "." || this.#look(parent) ? path : this.#top(parent);
  }

  #readDisk(path: string): FileState | undefined {
    checkPath(path.startsWith(`${RECORDS}/`) ? path.slice(RECORDS.length + 1) : path);
    if (this.obstacle(path) !== undefined) return undefined;
    const status = this.#look(path);
    if (!status) return undefined;
    return { bytes: readSource(join(this.#root, path), LARGEST), mode: status.mode & 0o7777 };
  }

  #look(path: string): Stats | undefined {
    try {
      return lstatSync(join(this.#root, path), { throwIfNoEntry: false });
    } catch {
      // Below a file.
      return undefined;
    }
  }
}
