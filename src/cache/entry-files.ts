import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { hasErrorCode } from "../platform/index.ts";
import type { ExpiresAt } from "./backend.ts";

const SUFFIX = ".mkcache";

export interface Entry {
  readonly text: string;
  readonly expiresAt: ExpiresAt;
}

/** Stores a cache's entries, each in a file. Files are replaced atomically, so nobody reads a half-written one. */
export class EntryFiles {
  readonly #folder: string;
  readonly #now: () => number;

  /** @param folder Created on the first write. */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  #fileOf(key: string): string {
    return path.join(this.#folder, createHash("sha256").update(key).digest("hex") + SUFFIX);
  }

  /** @returns `undefined` if there is no entry or it has expired. */
  async read(key: string): Promise<Entry | undefined> {
    try {
      const entry = parseEntry(await readFile(this.#fileOf(key), "utf8"));
      return entry.expiresAt !== null && entry.expiresAt <= this.#now() ? undefined : entry;
    } catch (error) {
      if (hasErrorCode(error, "ENOENT")) return undefined;
      throw error;
    }
  }

  async write(key: string, entry: Entry): Promise<void> {
    const staged = await this.#stage(entry);
    await orRemove(staged, () => rename(staged, this.#fileOf(key)));
  }

  /** Returns whether this call created the file; true for only one of several concurrent calls. */
  async writeNew(key: string, entry: Entry): Promise<boolean> {
    const staged = await this.#stage(entry);
    try {
      await link(staged, this.#fileOf(key));
      return true;
    } catch (error) {
      if (hasErrorCode(error, "EEXIST")) return false;
      throw error;
    } finally {
      await rm(staged, { force: true });
    }
  }

  async #stage({ text, expiresAt }: Entry): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const staged = path.join(this.#folder, `.${randomUUID()}`);
    await orRemove(staged, () => writeFile(staged, `${expiresAt}\n${text}`, { mode: 0o600 }));
    return staged;
  }

  async remove(key: string): Promise<void> {
    await rm(this.#fileOf(key), { force: true });
  }

  async removeAll(): Promise<void> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (hasErrorCode(error, "ENOENT")) return [];
      throw error;
    });
    const ours = names.filter((name) => name.endsWith(SUFFIX));
    await Promise.all(ours.map((name) => rm(path.join(this.#folder, name), { force: true })));
  }
}

/** Removes the file if it could not be written or moved into place. */
async function orRemove(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Parses an entry's file: its expiry on the first line, then the text. */
function parseEntry(content: string): Entry {
  const end = content.indexOf("\n");
  const expiresAt = content.slice(0, end);
  return {
    text: content.slice(end + 1),
    expiresAt: expiresAt === "null" ? null : Number(expiresAt),
  };
}
