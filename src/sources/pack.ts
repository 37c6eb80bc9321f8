import { gzipSync } from "node:zlib";
import type { Tree } from "../scaffold/index.ts";

/**
 * Packs files into a reproducible gzipped tar.
 *
 * @param top The top folder, which readers drop.
 */
export async function packFiles(files: Tree, top: string): Promise<Uint8Array> {
  const { packTar } = await import("modern-tar");
  const entries = [...files].map(([path, { bytes, mode }]) => ({
    header: {
      name: `${top}/${path}`,
      size: bytes.length,
      mode: mode & 0o100 ? 0o755 : 0o644,
      mtime: new Date(0),
      uid: 0,
      gid: 0,
      uname: "",
      gname: "",
    },
    body: bytes,
  }));
  const packed = gzipSync(await packTar(entries), { level: 9 });
  // The packing system: unknown.
  packed[9] = 255;
  return packed;
}
