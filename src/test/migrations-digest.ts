import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { App, DatabaseSettings, Settings } from "../conf/index.ts";

/** Files that determine a migrated database: the migrations, and the models for permissions. */
const DECISIVE = "{migrations/**,models.*,models/**,management/post-migrate.*}";

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
  for (const { label, root } of apps) {
    const cwd = fileURLToPath(root);
    const entries = globSync(DECISIVE, { cwd, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const names = files.map(({ parentPath, name }) => `${parentPath}/${name}`).sort();
    for (const name of names) add(label, name.slice(cwd.length), readFileSync(name, "utf8"));
  }
  return hash.digest("hex").slice(0, 32);
}
