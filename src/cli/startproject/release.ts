import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MkwebError } from "../../errors.ts";
import { isCheckout, pack, packedTarball, type PackRequest } from "./packed.ts";

/** How a project gets mkweb. */
export interface Release {
  /** For package.json: a version range, or the tarball in the project. */
  readonly specifier: string;
  /** Files that the project needs for it. */
  readonly files: Readonly<Record<string, { readonly content: Uint8Array }>>;
}

/**
 * Chooses how a project gets mkweb. A project made by a published release depends on it by version. A project
 * made from a checkout, or from a copy that differs from the registry's bytes, includes the packed tarball:
 * it installs anywhere and behaves like a release.
 *
 * @param mayAsk Whether to ask the registry, which takes a second and needs a network.
 */
export async function chooseRelease(request: PackRequest, mayAsk: boolean): Promise<Release> {
  const { version } = request;
  const content = await packedTarball(request);
  if (!isCheckout() && mayAsk && (await registryServes(content, request))) {
    return { specifier: `^${version}`, files: {} };
  }
  const path = `vendor/mkweb-${version}.tgz`;
  return { specifier: `file:${path}`, files: { [path]: { content } } };
}

/**
 * Whether the registry serves this exact mkweb. Another package may have the name, so its contents are
 * compared byte for byte and never run. Compression is ignored, as it differs between versions of Node.
 */
async function registryServes(content: Uint8Array, request: PackRequest): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "mkweb-release-"));
  try {
    const subject = [`mkweb@${request.version}`, "--fetch-retries=0", "--fetch-timeout=10000"];
    const { gunzipSync } = await import("node:zlib");
    const served = await pack(subject, folder, request);
    return gunzipSync(served.content).equals(gunzipSync(content));
  } catch (error) {
    if (error instanceof MkwebError && error.code === "MKWEB_PACK_FAILED") return false;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
