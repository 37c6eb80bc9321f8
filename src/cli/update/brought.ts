/** How an updated project gets mkweb. */
import { hashOf } from "../../scaffold/index.ts";
import { chooseRelease, type Release } from "../startproject/release.ts";
import type { PackRequest } from "../startproject/packed.ts";
import type { Made } from "./made.ts";

const PACKED = /^vendor\/(?:[0-9a-f]{8}\/)?mkweb-[^/]*\.tgz$/;

/** Whether a path is the packed mkweb in a project. */
export function isPacked(path: string): boolean {
  return PACKED.test(path);
}

/**
 * Chooses as startproject does; a project that includes mkweb keeps including it. Package managers cache
 * files by name, so new contents always get a new name.
 */
export async function releaseFor(made: Made, request: PackRequest): Promise<Release> {
  const brought = [...made.bases].find(([path]) => isPacked(path));
  const release = await chooseRelease(request, brought === undefined);
  const [packed] = Object.entries(release.files);
  if (!brought || !packed) return release;
  const [path, { sha256 }] = brought;
  const [usual, { content }] = packed;
  const hash = hashOf(content);
  const name =
    hash === sha256
      ? path
      : path.endsWith(usual.replace("vendor", ""))
        ? named(usual, hash)
        : usual;
  return { specifier: `file:${name}`, files: { [name]: { content } } };
}

/** `vendor/1916a417/mkweb-0.1.0.tgz`: the file name alone only gives the version. */
function named(path: string, hash: string): string {
  return path.replace("vendor/", `vendor/${hash.slice(0, 8)}/`);
}
