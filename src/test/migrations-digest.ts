import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { App, DatabaseSettings, Settings } from "../conf/index.ts";

/** Returns a digest that changes whenever migrating an empty database may have another result. */
export function digestOfMigrations(
  apps: readonly App[],
  { AUTH_USER_MODEL, INSTALLED_APPS }: Settings,
  { ENGINE }: DatabaseSettings,
): string {
  const hash = createHash("sha256");
  const add = (...texts: readonly string[]): void => {
    for (const text of texts) hash.update(`${text.length} ${text}`);
  };
  add(ENGINE, AUTH_USER_MODEL, ...INSTALLED_APPS);
  const own = buildOfMkweb();
  if (own !== undefined) add(own);
  for (const { label, root } of apps) {
    if (own !== undefined && root.href.startsWith(MKWEB)) continue;
    const cwd = fileURLToPath(root);
    for (const name of decisiveFiles(cwd)) {
      add(label, name.slice(cwd.length), readFileSync(name, "utf8"));
    }
  }
  return hash.digest("hex").slice(0, 32);
}

/** The folder of mkweb's code and apps. */
const MKWEB = new URL("../", import.meta.url).href;

/** Stands for mkweb's own migrations, some thirty files; `undefined` where mkweb runs from its sources. */
function buildOfMkweb(): string | undefined {
  const file = new URL("fingerprint.txt", MKWEB);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The files of an app that determine a migrated database: the migrations, and the models for permissions. */
function decisiveFiles(app: string): readonly string[] {
  const files = readdirSync(app, { withFileTypes: true }).flatMap((entry) => {
    const path = join(app, entry.name);
    if (entry.isFile()) return entry.name.startsWith("models.") ? [path] : [];
    if (entry.name === "migrations" || entry.name === "models") return filesOf(path, true);
    if (entry.name !== "management") return [];
    return filesOf(path, false).filter((file) => file.startsWith(join(path, "post-migrate.")));
  });
  return files.sort();
}

function filesOf(folder: string, recursive: boolean): string[] {
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
