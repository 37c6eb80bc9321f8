import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { hashOf, type Tree } from "../scaffold/index.ts";
import { readArchive } from "./archive.ts";
import { refused } from "./failures.ts";
import { readFolder } from "./folder.ts";
import { LARGEST_ARCHIVE } from "./limits.ts";
import { readSpec, shownSpec, type Spec } from "./spec.ts";

/** The environment for fetching a template. */
export interface SourceContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Version of mkweb, sent to servers. */
  readonly version: string;
}

/** A template's files as found, checked but not rendered. */
export interface OpenedSource {
  readonly files: Tree;
  /** The source as typed, without a password, for messages. */
  readonly shown: string;
  readonly record: SourceRecord;
}

/** Source of a template, as `.mkweb/` records it. */
export interface SourceRecord {
  readonly kind: Spec["kind"];
  /** The source as typed, without a password. */
  readonly spec: string;
  /** What it was resolved to: an absolute path, the final address, name and version, or the commit. */
  readonly resolved: string;
  /** SHA-256 of paths, modes and contents. */
  readonly hash: string;
}

/** The result of fetching from one kind of source. */
export interface Fetched {
  readonly files: Tree;
  readonly resolved: string;
}

/**
 * Fetches and reads a template from any source. Runs none of its code and leaves nothing on disk.
 *
 * @param typed Value of `--template`.
 * @param leaveOut Names of folders to leave out of a template without a manifest.
 * @throws {MkwebError} `MKWEB_TEMPLATE_NOT_FOUND` if it cannot be fetched, `MKWEB_TEMPLATE_REFUSED` if its
 *   contents are refused.
 */
export async function openSource(
  typed: string,
  leaveOut: (name: string) => boolean,
  context: SourceContext,
): Promise<OpenedSource> {
  const spec = readSpec(typed, context.cwd);
  const shown = shownSpec(typed);
  const { files: found, resolved } = await fetchSpec(spec, shown, leaveOut, context);
  const files = found.has(MANIFEST) ? found : withoutFolders(found, leaveOut);
  const hash = hashOfTree(files);
  return { files, shown, record: { kind: spec.kind, spec: shown, resolved, hash } };
}

/** The manifest's name, at the top of a template that has one. */
export const MANIFEST = "blueprint.json";

async function fetchSpec(
  spec: Spec,
  source: string,
  leaveOut: (name: string) => boolean,
  context: SourceContext,
): Promise<Fetched> {
  if (spec.kind === "folder") {
    const { path } = spec;
    const plain = !existsSync(join(path, MANIFEST));
    const files = readFolder({ path, source, leaveOut: plain ? leaveOut : () => false });
    return { files, resolved: path };
  }
  if (spec.kind === "archive") {
    const bytes = readArchiveFile(spec.path, source);
    const file = basename(spec.path);
    return { files: await readArchive({ bytes, source, file }, context), resolved: spec.path };
  }
  if (spec.kind === "url") {
    return (await import("./download.ts")).fromUrl(spec.url, source, context);
  }
  if (spec.kind === "npm") {
    return (await import("./npm.ts")).fromNpm(spec.subject, source, context);
  }
  return (await import("./git.ts")).fromGit(spec, source, context);
}

function withoutFolders(files: Tree, leaveOut: (name: string) => boolean): Tree {
  const isIn = (path: string): boolean => !path.split("/").slice(0, -1).some(leaveOut);
  return new Map([...files].filter(([path]) => isIn(path)));
}

function readArchiveFile(path: string, source: string): Buffer {
  if (statSync(path).size > LARGEST_ARCHIVE) {
    throw refused(source, `it is larger than ${LARGEST_ARCHIVE / 1e6} MB`);
  }
  return readFileSync(path);
}

function hashOfTree(files: Tree): string {
  const parts = [...files].map(
    ([path, { bytes, mode }]) => `${path}\0${mode.toString(8)}\0${hashOf(bytes)}\n`,
  );
  return hashOf(Buffer.from(parts.join("")));
}
