import { watch, type FSWatcher } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Folders without project source. */
const skipped = /^(?:\..*|node_modules|static|staticfiles|templates|media|dist|coverage)$/;
/** Files that a running server has loaded. Changed templates are reloaded without a restart. */
const source = /^(?:(?!\.).+\.(?:ts|mts|js|mjs|json)|\.env)$/;

/**
 * Calls back whenever a source file below a folder is written, created, renamed or removed.
 *
 * Uses one watcher per folder: Node's recursive watcher would walk through node_modules on Linux.
 *
 * @param changed Receives the file's path.
 * @returns Stops watching.
 */
export async function watchSources(
  root: string,
  changed: (path: string) => void,
): Promise<() => void> {
  const watchers = new Map<string, FSWatcher>();

  async function add(folder: string): Promise<void> {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_event, name) => noticed(folder, name));
      watcher.on("error", () => forget(folder));
      watchers.set(folder, watcher);
      const entries = await readdir(folder, { withFileTypes: true });
      const folders = entries.filter((each) => each.isDirectory() && !skipped.test(each.name));
      await Promise.all(folders.map(({ name }) => add(join(folder, name))));
    } catch {
      // Deleted again before it could be watched.
      forget(folder);
    }
  }

  function noticed(folder: string, name: string | null): void {
    if (name === null) return;
    if (source.test(name)) changed(join(folder, name));
    else if (!skipped.test(name) && !name.includes(".")) void addMade(join(folder, name));
  }

  /** A new folder may already contain files that were created before it was watched. */
  async function addMade(folder: string): Promise<void> {
    if (watchers.has(folder)) return;
    await add(folder);
    if (!watchers.has(folder)) return;
    for (const [each] of watchers) {
      if (each !== folder && !each.startsWith(join(folder, "/"))) continue;
      const file = (await readdir(each).catch(() => [])).find((name) => source.test(name));
      if (file !== undefined) return changed(join(each, file));
    }
  }

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  await add(root);
  return () => {
    for (const folder of watchers.keys()) forget(folder);
  };
}
