/** The files of an app's folder, and which exist nowhere else. */
import { lstatSync, readdirSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, relative, sep } from "node:path";
import { runProgram, type CommandContext } from "../../command/index.ts";
import { hashOf, readRecords, readSource } from "../../scaffold/index.ts";
import type { AppToDestroy } from "./app-to-destroy.ts";

export interface AppFiles {
  /** Absolute, sorted. */
  readonly files: readonly AppFile[];
  /** Absolute, innermost first, including the app's own folder. */
  readonly folders: readonly string[];
  /** Reasons why files can never be removed, each with a path relative to the project's folder. */
  readonly obstacles: readonly string[];
}

export interface AppFile {
  readonly path: string;
  /** Relative to the project's folder. */
  readonly name: string;
  /** Why the file would be lost; `undefined` if git has it or it is as mkweb wrote it. */
  readonly unknown: string | undefined;
  /** Whether only its owner may read it. */
  readonly secret: boolean;
}

/** Total size in bytes that a record can hold. */
const LARGEST = 32 * 1024 * 1024;

export async function filesOfApp(
  root: string,
  { folder, path: appPath }: AppToDestroy,
  context: CommandContext,
): Promise<AppFiles> {
  const { files, folders, others } = below(folder);
  const shown = (path: string): string => relative(root, path).split(sep).join("/");
  const obstacles = others.map((path) => `${shown(path)} (neither a file nor a folder)`);
  const size = files.reduce((sum, path) => sum + lstatSync(path).size, 0);
  if (size > LARGEST) obstacles.push(`${appPath} (its files exceed 32 MB in total)`);
  if (obstacles.length > 0) return { files: [], folders, obstacles };
  const recorded = recordedHashes(root);
  const inGit = await blobsInGit(root, folder, context);
  const all = files.map((path): AppFile => {
    const bytes = readSource(path, LARGEST);
    const name = shown(path);
    const isWritten = recorded.get(name)?.has(hashOf(bytes)) === true;
    const blob = inGit?.get(path);
    const isKept = isWritten || (blob !== undefined && isBlob(bytes, blob));
    const isPrivate = (lstatSync(path).mode & 0o077) === 0;
    const why = blob === undefined ? "git does not know it" : "changed, and not in git like this";
    const unknown = inGit ? why : "changed, or not created by mkweb";
    return {
      path,
      name,
      unknown: isKept ? undefined : unknown,
      secret: isPrivate && !isKept,
    };
  });
  return { files: all, folders, obstacles };
}

function below(folder: string): {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly others: readonly string[];
} {
  const files: string[] = [];
  const folders: string[] = [];
  const others: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inner = below(path);
      files.push(...inner.files);
      folders.push(...inner.folders);
      others.push(...inner.others);
    } else (entry.isFile() ? files : others).push(path);
  }
  return { files: files.sort(), folders: [...folders, folder], others };
}

/** Hashes of the files as mkweb wrote them, by path relative to the project's folder. */
function recordedHashes(root: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (path: string, hash: string | null): void => {
    if (hash !== null) found.set(path, (found.get(path) ?? new Set()).add(hash));
  };
  for (const { record } of readRecords(root)) {
    for (const [path, { sha256 }] of Object.entries(record.files)) add(path, sha256);
    for (const [path, { after }] of Object.entries(record.edits)) add(path, after);
  }
  return found;
}

/**
 * The hashes in git's index of a folder's files, by path; `undefined` without a repository. Reads only the
 * index: `git status` would run programs from the repository's configuration.
 */
async function blobsInGit(
  root: string,
  folder: string,
  { env, signal }: CommandContext,
): Promise<ReadonlyMap<string, string> | undefined> {
  const words = [
    "-c",
    "core.fsmonitor=false",
    "ls-files",
    "--stage",
    "-z",
    "--full-name",
    "--",
    folder,
  ];
  const top = await git(["rev-parse", "--show-toplevel"], root, env, signal);
  if (!top.ok) return undefined;
  const { ok, stdout } = await git(words, root, env, signal);
  if (!ok) return undefined;
  const found = new Map<string, string>();
  for (const line of stdout.split("\0")) {
    const [, hash, name] = /^\d+ ([0-9a-f]+) \d\t([^]*)$/.exec(line) ?? [];
    if (hash !== undefined && name !== undefined) found.set(join(top.stdout.trim(), name), hash);
  }
  return found;
}

async function git(
  words: readonly string[],
  cwd: string,
  env: CommandContext["env"],
  signal: AbortSignal,
): Promise<{ readonly ok: boolean; readonly stdout: string }> {
  return runProgram("git", words, { cwd, env, signal });
}

/** Whether a file equals git's blob; git may have changed its line ends. */
function isBlob(bytes: Uint8Array, hash: string): boolean {
  const unix = Buffer.from(
    Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"),
    "latin1",
  );
  return [Buffer.from(bytes), unix].some((content) => {
    const algorithm = hash.length === 64 ? "sha256" : "sha1";
    const digest = createHash(algorithm).update(`blob ${content.length}\0`).update(content);
    return digest.digest("hex") === hash;
  });
}
