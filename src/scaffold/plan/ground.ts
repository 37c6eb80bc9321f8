import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { hasErrorCode } from "../../platform/index.ts";
import { pathRefused, readFailed } from "../failures.ts";

/** What exists where a file is to be written. */
export type Found =
  /** Nothing; `top` is the topmost missing folder, or the path itself. */
  | { readonly kind: "free"; readonly top: string }
  | { readonly kind: "file"; readonly bytes: Buffer }
  /** Something other than a readable file, at the path or above it. */
  | { readonly kind: "taken"; readonly path: string; readonly reason: string };

type Folder = "there" | Exclude<Found, { kind: "file" }>;

/** The disk below one folder; reads each folder once. */
export class Ground {
  readonly #target: string;
  /** Absolute path of the existing folder that contains all changes. */
  readonly base: string;
  readonly #folders = new Map<string, Folder>();
  readonly #real = new Map<string, string>();

  /**
   * @param target Absolute. Links above it are followed; links below it only while they stay inside.
   * @param base See {@link Ground.base}.
   */
  constructor(target: string, base: string) {
    this.#target = target;
    this.base = base;
  }

  /** The real path, relative to the base with "/" between segments, with links resolved. */
  realPath(path: string): string {
    const folder = this.#real.get(dirname(path)) ?? realpathSync.native(dirname(path));
    this.#real.set(dirname(path), folder);
    const real = join(folder, basename(path));
    return relative(realpathSync.native(this.base), real).split(sep).join("/");
  }

  /**
   * @param path Absolute, below the target.
   * @throws {MkwebError} `MKWEB_PATH_REFUSED` if a symbolic link leads out of the target.
   */
  at(path: string): Found {
    const folder = this.#folder(dirname(path));
    if (folder !== "there") return folder;
    const status = look(path);
    if (!status) return { kind: "free", top: path };
    if (!status.isFile()) return { kind: "taken", path, reason: kindOf(status) };
    try {
      return { kind: "file", bytes: readFileSync(path) };
    } catch {
      return { kind: "taken", path, reason: "cannot be read" };
    }
  }

  #folder(path: string): Folder {
    const known = this.#folders.get(path);
    if (known) return known;
    const found = this.#lookAtFolder(path);
    this.#folders.set(path, found);
    return found;
  }

  #lookAtFolder(path: string): Folder {
    const below = path.startsWith(this.#target + sep);
    if (below) {
      const parent = this.#folder(dirname(path));
      if (parent !== "there") return parent;
    }
    const status = look(path);
    if (!status) return below ? { kind: "free", top: path } : this.#missing(path);
    if (status.isSymbolicLink()) return this.#followLink(path, below);
    return status.isDirectory() ? "there" : { kind: "taken", path, reason: kindOf(status) };
  }

  #missing(path: string): Folder {
    const parent = this.#folder(dirname(path));
    return parent === "there" ? { kind: "free", top: path } : parent;
  }

  #followLink(path: string, below: boolean): Folder {
    const status = statSync(path, { throwIfNoEntry: false });
    if (!status?.isDirectory()) return { kind: "taken", path, reason: "a symbolic link" };
    if (below && !`${realpathSync.native(path)}${sep}`.startsWith(this.#realTarget())) {
      throw pathRefused(path, "it is a symbolic link that leads out of the target folder");
    }
    return "there";
  }

  #realTarget(): string {
    return `${realpathSync.native(this.#target)}${sep}`;
  }
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (hasErrorCode(error, "ENAMETOOLONG")) throw pathRefused(path, "it is too long");
    throw readFailed(path, error);
  }
}

function kindOf(status: Stats): string {
  if (status.isDirectory()) return "a folder";
  if (status.isSymbolicLink()) return "a symbolic link";
  return status.isFile() ? "a file where a folder is needed" : "not a regular file";
}
