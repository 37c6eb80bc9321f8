/** Real small file systems, where this machine lets us mount them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

export type Kind = "tmpfs" | "ext4";

/**
 * Mounts an empty file system for one test.
 *
 * @param kilobytes its size; ext4 has blocks of 1 kB, tmpfs pages of 4 kB and room for one file a kB.
 * @returns Its folder, or the reason why it cannot be had here.
 */
export function smallDisk(
  t: TestContext,
  kind: Kind,
  kilobytes: number,
): { readonly folder: string } | { readonly missing: string } {
  const around = mkdtempSync(join(tmpdir(), "mkweb-disk-"));
  const folder = join(around, "disk");
  const image = join(around, "image");
  t.after(() => {
    spawnSync("umount", [folder]);
    rmSync(around, { recursive: true });
  });
  const steps =
    kind === "tmpfs"
      ? [
          ["mkdir", folder],
          [
            "mount",
            "-t",
            "tmpfs",
            "-o",
            `size=${kilobytes}k,nr_inodes=${kilobytes}`,
            "tmpfs",
            folder,
          ],
        ]
      : [
          ["mkdir", folder],
          ["mkfs.ext4", "-q", "-b", "1024", "-N", "256", "-m", "0", image],
          ["mount", "-o", "loop", image, folder],
        ];
  if (kind === "ext4") writeFileSync(image, Buffer.alloc(kilobytes * 1024));
  for (const [program = "", ...args] of steps) {
    const run = spawnSync(program, args, { encoding: "utf8" });
    if (run.status !== 0) {
      return { missing: `${program}: ${run.error?.message ?? run.stderr.trim().split("\n")[0]}` };
    }
  }
  return { folder };
}
