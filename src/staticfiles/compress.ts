import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { guessContentType } from "../http/index.ts";
import { extensions, isCompressible, type Coding } from "./codings.ts";

/**
 * Writes compressed copies next to files, as small as each coding can, if they are smaller; several at once.
 * Skips copies that are up to date, and removes those that are not needed any more.
 *
 * @param paths Absolute paths; incompressible types are skipped.
 * @param codings Codings that this Node lacks, such as zstd before 22.15, are skipped.
 * @param onFile Called after each file with the number of processed files and the total.
 * @returns The number of written files.
 */
export async function compressBeside(
  paths: readonly string[],
  codings: readonly Coding[],
  onFile?: (done: number, total: number) => void,
): Promise<number> {
  // A compressed file among the originals belongs to the user.
  const own = new Set(paths);
  const wanted = paths.filter((path) => isCompressible(guessContentType(path)));
  const waiting = wanted.values();
  let [written, done] = [0, 0];
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      for (const coding of codings) {
        if (own.has(path + extensions[coding])) continue;
        if (await compress(path, coding)) written += 1;
      }
      onFile?.(++done, wanted.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return written;
}

/** @returns Whether a file was written. */
async function compress(path: string, coding: Coding): Promise<boolean> {
  const pack = packers[coding];
  if (!pack) return false;
  const beside = path + extensions[coding];
  const [source, there] = await Promise.all([stat(path), stat(beside).catch(() => undefined)]);
  if (there && there.mtimeMs >= source.mtimeMs && there.size < source.size) return false;
  const content = await readFile(path);
  const packed = await pack(content);
  if (packed.length >= content.length) {
    await rm(beside, { force: true });
    return false;
  }
  // Replaced atomically, because a server may be reading it.
  await writeFile(`${beside}.part`, packed, { mode: source.mode });
  await rename(`${beside}.part`, beside);
  return true;
}

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, ZSTD_c_compressionLevel } = zlib.constants;
const [brotli, gzip] = [promisify(zlib.brotliCompress), promisify(zlib.gzip)];

const packers: Readonly<Record<Coding, ((content: Buffer) => Promise<Buffer>) | undefined>> = {
  br: (content) =>
    brotli(content, {
      params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
  zstd: zstd(),
  gzip: (content) => gzip(content, { level: 9 }),
};

function zstd(): ((content: Buffer) => Promise<Buffer>) | undefined {
  if (typeof zlib.zstdCompress !== "function") return undefined;
  const pack = promisify(zlib.zstdCompress);
  return (content) => pack(content, { params: { [ZSTD_c_compressionLevel]: 19 } });
}
