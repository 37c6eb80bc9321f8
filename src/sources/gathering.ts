import { PathSet, pathRefusal, type Tree, type TreeFile } from "../scaffold/index.ts";
import { entryRefused, refused } from "./failures.ts";
import {
  DEEPEST,
  FREE_GROWTH,
  LONGEST_PATH,
  MOST_BYTES,
  MOST_ENTRIES,
  MOST_GROWTH,
} from "./limits.ts";
import { isNeverTaken } from "./never-taken.ts";

/** The type of an entry, in its reader's terms; only files and folders are accepted. */
export type EntryKind = "file" | "folder" | "link" | "device";

/** An entry before its bytes are read. */
export interface Entry {
  /** With "/" between segments; a folder's name may end with one. */
  readonly name: string;
  readonly kind: EntryKind;
  /** Declared size in bytes. */
  readonly size: number;
}

/**
 * Collects the entries that readers find, and is the only place that checks names, types and sizes of
 * templates that anybody may have made. Call {@link admit} before the bytes of an entry are read, {@link add}
 * with them.
 */
export class Gathering {
  /** The source as the user typed it, safe to show. */
  readonly source: string;
  /** Size of the archive in bytes; Infinity for a folder. */
  readonly #packed: number;
  readonly #paths = new PathSet();
  readonly #files = new Map<string, TreeFile>();
  #entries = 0;
  #bytes = 0;

  constructor(source: string, packed = Number.POSITIVE_INFINITY) {
    this.source = source;
    this.#packed = packed;
  }

  /**
   * Checks an entry.
   *
   * @returns Its path if its bytes are needed, otherwise `undefined`.
   * @throws {MkwebError} `MKWEB_TEMPLATE_REFUSED` naming the entry.
   */
  admit({ name, kind, size }: Entry): string | undefined {
    const refuse = (why: string): Error => entryRefused(this.source, name, why);
    this.#entries += 1;
    if (this.#entries > MOST_ENTRIES) {
      throw refused(this.source, `it holds more than ${MOST_ENTRIES} files and folders`);
    }
    const path = name.replace(/^(?:\.\/)+/, "").replace(/\/$/, "");
    if (kind === "folder" && (path === "" || path === ".")) return undefined;
    const why = refusalOf(path);
    if (why !== undefined) throw refuse(why);
    if (kind === "link") throw refuse("is a link; only files and folders are allowed");
    if (kind === "device") throw refuse("is neither a file nor a folder");
    const other = kind === "file" ? this.#paths.addFile(path) : this.#paths.addFolder(path);
    if (other === path) throw refuse("occurs twice");
    if (other !== undefined) throw refuse(`and ${JSON.stringify(other)} would have the same path`);
    if (kind === "folder") return undefined;
    if (name.endsWith("/")) throw refuse("is a file with the name of a folder");
    this.#count(size);
    return isNeverTaken(path) ? undefined : path;
  }

  /** @param executable Whether the owner may execute the file. */
  add(path: string, bytes: Uint8Array, executable: boolean): void {
    this.#files.set(path, { bytes, mode: executable ? 0o777 : 0o666 });
  }

  /** The files, sorted by path. */
  tree(): Tree {
    return new Map([...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #count(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw refused(this.source, "it declares an invalid size");
    }
    this.#bytes += size;
    if (this.#bytes > MOST_BYTES) {
      throw refused(this.source, `its files exceed ${MOST_BYTES / 1e6} MB in total`);
    }
    refuseGrowth(this.source, this.#packed, this.#bytes);
  }
}

/** Refuses an archive that grows more than any real template. */
export function refuseGrowth(source: string, packed: number, unpacked: number): void {
  if (unpacked > FREE_GROWTH && unpacked > packed * MOST_GROWTH) {
    throw refused(source, `unpacked, it would be more than ${MOST_GROWTH} times as large`);
  }
}

function refusalOf(path: string): string | undefined {
  if (path.includes("\uFFFD")) return "has a name that is not UTF-8";
  if (Buffer.byteLength(path) > LONGEST_PATH) return `is longer than ${LONGEST_PATH} bytes`;
  const segments = path.split("/");
  if (segments.length > DEEPEST) return `is nested in more than ${DEEPEST - 1} folders`;
  if (path.startsWith("/")) return "is an absolute path";
  if (/^[A-Za-z]:/.test(path)) return "names a drive";
  const why = pathRefusal(segments.map((each) => (isNeverTaken(each) ? "x" : each)).join("/"));
  return why === undefined ? undefined : `cannot be written: ${why}`;
}
