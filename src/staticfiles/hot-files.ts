import { readFileSync, type Stats } from "node:fs";
import { readFile } from "node:fs/promises";
import { LRUCache } from "../vendor/lru-cache.ts";

interface Kept {
  readonly bytes: Buffer;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** Up to this size a file is read at once. Bytes. */
const SMALL = 65_536;

/** What an entry takes beside its bytes, roughly. */
const OVERHEAD = 500;

/** Files that were asked for lately, in memory; the least recently used ones go first. */
export class HotFiles {
  readonly #kept: LRUCache<string, Kept>;
  readonly #largest: number;
  readonly #loading = new Map<string, Promise<Buffer | undefined>>();

  /** @param maxBytes Of all files together; one may take an eighth. */
  constructor(maxBytes: number) {
    this.#largest = Math.floor(maxBytes / 8) - OVERHEAD;
    this.#kept = new LRUCache<string, Kept>({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => bytes.length + OVERHEAD,
    });
  }

  /**
   * The content of a file in the state that `stat` tells; `undefined` for one that is too large, or changes just now.
   *
   * @throws The system's error, for a small file.
   */
  read(file: string, stat: Stats): Buffer | Promise<Buffer | undefined> | undefined {
    const kept = this.#kept.get(file);
    if (kept && kept.mtimeMs === stat.mtimeMs && kept.size === stat.size && kept.ino === stat.ino) {
      return kept.bytes;
    }
    if (stat.size > this.#largest) return undefined;
    if (stat.size <= SMALL) return this.#keep(file, stat, readFileSync(file));
    const loading = this.#loading.get(file) ?? this.#load(file, stat);
    this.#loading.set(file, loading);
    return loading;
  }

  /** Those who ask meanwhile wait for the same bytes. */
  async #load(file: string, stat: Stats): Promise<Buffer | undefined> {
    try {
      return this.#keep(file, stat, await readFile(file));
    } catch {
      // Whoever opens it next tells why.
      return undefined;
    } finally {
      this.#loading.delete(file);
    }
  }

  #keep(file: string, { size, mtimeMs, ino }: Stats, bytes: Buffer): Buffer | undefined {
    if (bytes.length !== size) return undefined;
    this.#kept.set(file, { bytes, size, mtimeMs, ino });
    return bytes;
  }
}
