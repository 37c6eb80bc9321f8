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

/** Whether we run from a checkout of mkweb rather than an installed copy. */
export function isCheckout(): boolean {
  return existsSync(new URL("src/", packageRoot));
}

/**
 * Returns this mkweb as the tarball npm would publish. A checkout's build leaves one; an installed copy packs
 * itself the first time and caches the result.
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

/** Cache path of the tarball for this version with these exact files. */
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
 * Packs a folder with npm, or fetches a package from a registry; npm runs none of its code.
 *
 * @param subject What to pack, and npm options.
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
      hint: "Nothing was written. Make sure that `npm --version` works, then run the command again.",
    });
  }
  const path = join(folder, name);
  return { path, content: readFileSync(path) };
}

/** Moves the file into place at once, so that nobody reads half of it. Does nothing if the cache is not writable. */
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
