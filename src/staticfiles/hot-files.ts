import { readFileSync, type Stats } from "node:fs";
import { readFile } from "node:fs/promises";
import { LRUCache } from "../vendor/lru-cache.ts";

interface Kept {
  readonly bytes: Buffer;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** Largest size in bytes that is read synchronously. */
const SMALL = 65_536;

/** Approximate overhead of an entry in bytes. */
const OVERHEAD = 500;

/** Caches recently requested files in memory; the least recently used ones are dropped first. */
export class HotFiles {
  readonly #kept: LRUCache<string, Kept>;
  readonly #largest: number;
  readonly #loading = new Map<string, Promise<Buffer | undefined>>();

  /** @param maxBytes Total size of all files; one file may take an eighth. */
  constructor(maxBytes: number) {
    this.#largest = Math.floor(maxBytes / 8) - OVERHEAD;
    this.#kept = new LRUCache<string, Kept>({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => bytes.length + OVERHEAD,
    });
  }

  /**
   * The content of a file in the state of `stat`; `undefined` if it is too large, or is just changing.
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

  /** Concurrent requests wait for the same read. */
  async #load(file: string, stat: Stats): Promise<Buffer | undefined> {
    try {
      return this.#keep(file, stat, await readFile(file));
    } catch {
      // Opening the file again will report the reason.
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
