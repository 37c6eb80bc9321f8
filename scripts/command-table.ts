/** Writes a table of all commands, so that a shell's completion need not load them. */
import { globSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

type Table = Record<string, Record<string, unknown>>;
type Loaders = Readonly<Record<string, () => Promise<{ readonly default: unknown }>>>;

/**
 * Writes `commands.json`: for `mkweb` and each app with commands, by its name in INSTALLED_APPS, the
 * descriptions of its commands without functions.
 *
 * @param dist The built package, before its runtime is joined.
 */
export async function writeCommandTable(dist: URL): Promise<void> {
  const table: Table = {};
  const { commands }: { readonly commands: Loaders } = await import(
    new URL("management/commands/index.js", dist).href
  );
  for (const [name, load] of Object.entries(commands)) {
    (table["mkweb"] ??= {})[name] = (await load()).default;
  }
  const folder = fileURLToPath(dist);
  for (const file of globSync("*/management/commands/*.js", { cwd: folder }).sort()) {
    const [app = "", ...rest] = file.split(/[/\\]/);
    const module: { readonly default: unknown } = await import(pathToFileURL(folder + file).href);
    (table[`mkweb/${app}`] ??= {})[basename(rest.at(-1) ?? "", ".js")] = module.default;
  }
  writeFileSync(new URL("commands.json", dist), `${JSON.stringify(table)}\n`);
}
