/** Sources of templates. */
import { readFileSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { hasErrorCode } from "../platform/index.ts";

/** A source of templates. Places appear in error messages: for files, file names. */
export interface Loader {
  /** Possible places of this template, in order. */
  places(name: string): Iterable<string>;
  /** Changes whenever the source at a place does; `undefined` if there is none. */
  version(place: string): string | undefined;
  /** The source at a place; `undefined` if there is none. */
  read(place: string): string | undefined;
}

/**
 * Loads templates from folders; names cannot leave them.
 *
 * @example
 * const engine = new Engine({ loaders: [new FileLoader(["templates"])] });
 */
export class FileLoader implements Loader {
  readonly #folders: readonly string[];

  constructor(folders: readonly (string | URL)[]) {
    this.#folders = folders.map((folder) =>
      resolve(folder instanceof URL ? fileURLToPath(folder) : folder),
    );
  }

  *places(name: string): Iterable<string> {
    if (name.includes("\0")) return;
    for (const folder of this.#folders) {
      const place = resolve(folder, `./${name}`);
      if (place.startsWith(folder.endsWith(sep) ? folder : folder + sep)) yield place;
    }
  }

  version(place: string): string | undefined {
    const status = statSync(place, { bigint: true, throwIfNoEntry: false });
    return status?.isFile() ? `${status.ino}:${status.size}:${status.mtimeNs}` : undefined;
  }

  read(place: string): string | undefined {
    try {
      return readFileSync(place, "utf8");
    } catch (error) {
      if (hasErrorCode(error, "ENOENT")) return undefined;
      throw error;
    }
  }
}

/** Loads templates from memory, by name. */
export class MemoryLoader implements Loader {
  readonly #sources: ReadonlyMap<string, string>;

  constructor(sources: Readonly<Record<string, string>> | ReadonlyMap<string, string>) {
    this.#sources = sources instanceof Map ? sources : new Map(Object.entries(sources));
  }

  places(name: string): Iterable<string> {
    return [name];
  }

  version(place: string): string | undefined {
    return this.#sources.get(place);
  }

  read(place: string): string | undefined {
    return this.#sources.get(place);
  }
}
