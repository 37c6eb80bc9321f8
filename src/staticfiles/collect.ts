import { copyFile, mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { ImproperlyConfigured, toPath } from "../conf/index.ts";
import { allStaticFiles, type StaticSettings } from "./finders.ts";

export interface CollectOptions {
  /** Says what would happen and writes nothing. */
  readonly dryRun?: boolean;
  /** Empties the target first. */
  readonly clear?: boolean;
  /** Called with each step, in Django's words. */
  readonly report?: (line: string) => void;
}

export interface Collected {
  readonly copied: number;
  readonly unmodified: number;
  /** Where the files are now. */
  readonly target: string;
}

/**
 * Copies every static file to STATIC_ROOT. A file there that is as old or newer is left alone.
 *
 * @param folders As `staticFolders` gives them.
 * @throws {ImproperlyConfigured} STATIC_ROOT is not set, or is itself one of the sources.
 */
export async function collectStatic(
  settings: StaticSettings,
  folders: readonly string[],
  { dryRun = false, clear = false, report = () => {} }: CollectOptions = {},
): Promise<Collected> {
  const target = targetOf(settings, folders);
  if (clear) await empty(target, dryRun, report);
  let copied = 0;
  let unmodified = 0;
  for (const { path, file } of allStaticFiles(folders)) {
    const destination = join(target, ...path.split("/"));
    if (!clear && (await isCurrent(file, destination))) {
      unmodified++;
      continue;
    }
    copied++;
    report(`${dryRun ? "Pretending to copy" : "Copying"} '${file}'`);
    if (!dryRun) await copy(file, destination);
  }
  return { copied, unmodified, target };
}

/** @throws {ImproperlyConfigured} As {@link collectStatic}. */
export function targetOf(settings: StaticSettings, folders: readonly string[]): string {
  if (settings.STATIC_ROOT === null || settings.STATIC_ROOT === "") {
    throw new ImproperlyConfigured(
      "You're using the staticfiles app without having set the STATIC_ROOT setting to a filesystem path.",
      {
        hint: 'Add STATIC_ROOT: "staticfiles" to the settings, or another folder to collect into.',
      },
    );
  }
  const target = toPath(settings.STATIC_ROOT, settings.BASE_DIR);
  const inside = folders.find((folder) => !relative(folder, target).split(sep).includes(".."));
  if (inside !== undefined) {
    throw new ImproperlyConfigured(
      `STATIC_ROOT ${target} is inside ${inside}, which is collected.`,
      {
        hint: "Set STATIC_ROOT to a folder of its own, outside STATICFILES_DIRS and the apps' static folders.",
      },
    );
  }
  return target;
}

async function isCurrent(source: string, destination: string): Promise<boolean> {
  const [from, to] = await Promise.all([stat(source), stat(destination).catch(() => undefined)]);
  // Whole seconds: not every file system keeps more.
  return to !== undefined && Math.floor(to.mtimeMs / 1000) >= Math.floor(from.mtimeMs / 1000);
}

async function copy(source: string, destination: string): Promise<void> {
  await mkdir(dirname(destination), { recursive: true });
  await rm(destination, { force: true });
  await copyFile(source, destination);
  const { atime, mtime } = await stat(source);
  await utimes(destination, atime, mtime);
}

async function empty(target: string, dryRun: boolean, report: (line: string) => void) {
  for (const name of await readdir(target).catch(() => [])) {
    report(`${dryRun ? "Pretending to delete" : "Deleting"} '${join(target, name)}'`);
    if (!dryRun) await rm(join(target, name), { recursive: true, force: true });
  }
}
