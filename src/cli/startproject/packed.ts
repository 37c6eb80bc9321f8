import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "../../command/index.ts";
import { MkwebError } from "../../errors.ts";
import { cacheFolder } from "../../platform/index.ts";
import { packageRoot } from "../files.ts";

export interface PackRequest {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Whether we run from a checkout of mkweb and not from an installed copy. */
export function isCheckout(): boolean {
  return existsSync(new URL("src/", packageRoot));
}

/**
 * This very mkweb as the tarball npm would publish. A checkout's build leaves one; an installed copy
 * packs itself the first time and keeps the result in the user's cache.
 *
 * @throws {MkwebError} `MKWEB_PACK_FAILED`.
 */
export async function packedTarball(request: PackRequest): Promise<Uint8Array> {
  const kept = tarballPath(request);
  if (existsSync(kept)) return readFileSync(kept);
  const folder = mkdtempSync(join(tmpdir(), "mkweb-pack-"));
  try {
    const { path, content } = await pack([fileURLToPath(packageRoot)], folder, request);
    keep(path, kept);
    return content;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the tarball of this version with these very files is kept. */
function tarballPath({ version, env }: PackRequest): string {
  if (isCheckout()) return fileURLToPath(new URL(`build/mkweb-${version}.tgz`, packageRoot));
  const fingerprint = readFileSync(new URL("dist/fingerprint.txt", packageRoot), "utf8").trim();
  return join(cacheFolder({ env }), "mkweb", "packed", `mkweb-${version}-${fingerprint}.tgz`);
}

interface Packed {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Lets npm pack a folder, or fetch what a registry has; npm runs nothing of what it packs.
 *
 * @param subject What to pack, and options of npm.
 */
export async function pack(
  subject: readonly string[],
  folder: string,
  { signal, env }: PackRequest,
): Promise<Packed> {
  const args = ["pack", ...subject, "--ignore-scripts", "--loglevel=error"];
  const run = await runProgram("npm", [...args, "--pack-destination", folder], {
    cwd: folder,
    signal,
    env,
  });
  const [name] = run.ok ? readdirSync(folder) : [];
  if (name === undefined) {
    throw new MkwebError("MKWEB_PACK_FAILED", `npm could not pack mkweb:\n${run.all}`, {
      hint: "Nothing was written. See that `npm --version` works, then run the command again.",
    });
  }
  const path = join(folder, name);
  return { path, content: readFileSync(path) };
}

/** Moved into place whole, so that nobody ever reads half of it; a cache that cannot be written is none. */
function keep(from: string, to: string): void {
  const beside = `${to}.${process.pid}`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, beside);
    renameSync(beside, to);
  } catch {
    rmSync(beside, { force: true });
  }
}
