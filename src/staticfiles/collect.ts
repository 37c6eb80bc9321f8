import { lstat, mkdir, rm, stat, symlink } from "node:fs/promises";
import { dirname } from "node:path";
import { MkwebError } from "../errors.ts";
import { DiskFile, FileSystemStorage, type Storage } from "../files/index.ts";
import type { StaticFile } from "./finders.ts";
import type { PostProcessed } from "./post-process.ts";

export interface CollectOptions {
  /** Reports what would happen and writes nothing. */
  readonly dryRun?: boolean;
  /** Empties the storage first. */
  readonly clear?: boolean;
  /** Creates links to the files instead of copies. */
  readonly link?: boolean;
  /** Whether a storage that renames files does so. Default `true`. */
  readonly postProcess?: boolean;
  /** Called with each step, in Django's words; level 1 for all users, 2 for details. */
  readonly report?: (line: string, level: 1 | 2) => void;
  /** Called with the current work and the number of processed files. */
  readonly onFile?: (work: "Collecting files" | "Post-processing files", done: number) => void;
}

/** The collected files, as paths below STATIC_URL. */
export interface Collected {
  /** Copied or linked files. */
  readonly modified: readonly string[];
  readonly unmodified: readonly string[];
  /** Files that also got another name. */
  readonly postProcessed: readonly string[];
  /** Every name in the storage that belongs to one of the files. */
  readonly names: readonly string[];
}

/** A storage that processes collected files, as those with hashed names do. */
interface PostProcessing {
  postProcess(files: ReadonlyMap<string, string>): AsyncIterable<PostProcessed>;
}

/**
 * Copies static files to a storage. Skips files that are not newer than the copy.
 *
 * @param files From `allStaticFiles`; of two with the same path the first wins.
 * @throws {MkwebError} `MKWEB_STATIC_FILES`: a reference to a missing file, or a storage without links.
 *
 * @example
 * const folders = staticFolders(settings, await loadApps(settings));
 * const storage = new FileSystemStorage({ location: "static" });
 * const { modified } = await collectStatic(storage, allStaticFiles(folders));
 */
export async function collectStatic(
  storage: Storage,
  files: Iterable<StaticFile>,
  options: CollectOptions = {},
): Promise<Collected> {
  const { dryRun = false, clear = false, link = false, report = () => {}, onFile } = options;
  const local = storage instanceof FileSystemStorage ? storage : undefined;
  if (link && !local) throw cannot("Can't symlink to a remote destination.", "Leave out --link.");
  if (clear) await empty(storage, "", dryRun, report);
  const found = new Map<string, string>();
  const modified: string[] = [];
  const unmodified: string[] = [];
  for (const { path, file } of files) {
    if (found.has(path)) {
      report(duplicate(path), 1);
      continue;
    }
    found.set(path, file);
    onFile?.("Collecting files", found.size);
    if (!(clear && dryRun) && (await isCurrent(storage, path, file, link))) {
      unmodified.push(path);
      report(`Skipping '${path}' (not modified)`, 2);
      continue;
    }
    modified.push(path);
    const [verb, doing] = link ? ["link", "Linking"] : ["copy", "Copying"];
    report(`${dryRun ? `Pretending to ${verb}` : doing} '${file}'`, dryRun ? 1 : 2);
    if (dryRun) continue;
    if (await storage.exists(path)) await storage.delete(path);
    if (link && local) await makeLink(file, local.path(path));
    else await storage.save(path, new DiskFile(path, file, (await stat(file)).size));
  }
  const made =
    !dryRun && (options.postProcess ?? true) && isPostProcessing(storage)
      ? await postProcess(storage, found, { report, onFile })
      : [];
  return {
    modified,
    unmodified,
    postProcessed: made.flatMap(({ name, processed }) => (processed ? [name] : [])),
    names: [...new Set([...found.keys(), ...made.flatMap(({ hashedName }) => hashedName ?? [])])],
  };
}

interface Telling {
  readonly report: NonNullable<CollectOptions["report"]>;
  readonly onFile: CollectOptions["onFile"];
}

async function postProcess(
  storage: PostProcessing,
  files: ReadonlyMap<string, string>,
  { report, onFile }: Telling,
): Promise<readonly PostProcessed[]> {
  const all: PostProcessed[] = [];
  for await (const each of storage.postProcess(files)) {
    if (each.error) {
      throw cannot(
        `Post-processing '${each.name}' failed: ${each.error.message}\nThe files were copied; pages still use the previous names.`,
        each.hint ?? "Fix the reference, add the file it names, or use --no-post-process.",
        each.error,
      );
    }
    report(
      each.processed
        ? `Post-processed '${each.name}' as '${each.hashedName}'`
        : `Skipped post-processing '${each.name}'`,
      2,
    );
    all.push(each);
    onFile?.("Post-processing files", all.length);
  }
  return all;
}

function isPostProcessing(storage: object): storage is PostProcessing {
  return "postProcess" in storage && typeof storage.postProcess === "function";
}

/** Whether a file need not be copied: the existing one is not older and also a link, or also none. */
async function isCurrent(
  storage: Storage,
  path: string,
  source: string,
  link: boolean,
): Promise<boolean> {
  if (!(await storage.exists(path))) return false;
  if (storage instanceof FileSystemStorage) {
    const there = await lstat(storage.path(path));
    if (there.isSymbolicLink() !== link) return false;
  }
  const modified = await storage.getModifiedTime(path).catch(() => undefined);
  if (modified === undefined) return false;
  // Whole seconds, as some file systems store no fractions.
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  return seconds(modified) >= seconds((await stat(source)).mtime);
}

async function makeLink(source: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(source, path);
}

/** Removes all files; folders stay, as in Django. Removes links, but not their targets. */
async function empty(
  storage: Storage,
  folder: string,
  dryRun: boolean,
  report: NonNullable<CollectOptions["report"]>,
): Promise<void> {
  if (!(await storage.exists(folder))) return;
  const [folders, files] = await storage.listdir(folder);
  const below = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
  for (const name of files) {
    report(`${dryRun ? "Pretending to delete" : "Deleting"} '${below(name)}'`, 1);
    if (!dryRun) await storage.delete(below(name));
  }
  for (const name of folders) await empty(storage, below(name), dryRun, report);
}

function duplicate(path: string): string {
  return `Found another file with the destination path '${path}'. It will be ignored since only the first encountered file is collected. If this is not what you want, make sure every static file has a unique path.`;
}

function cannot(message: string, hint: string, cause?: Error): MkwebError {
  return new MkwebError("MKWEB_STATIC_FILES", message, { hint, cause });
}
