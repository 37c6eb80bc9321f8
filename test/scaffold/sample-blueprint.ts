/** Blueprints written for one test. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { type Blueprint, loadBlueprint } from "../../src/scaffold/index.ts";
import { emptyFolder } from "./folder.ts";

/**
 * Writes a blueprint named "sample" and loads it.
 *
 * @param files By path below `files/`.
 * @param manifest Added to `{ "describe": "Sample" }`; a text is written as it is.
 * @param executable Which of the files may be executed.
 */
export function blueprint(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  manifest: Readonly<Record<string, unknown>> | string = {},
  executable: readonly string[] = [],
): Blueprint {
  const folder = join(emptyFolder(t), "sample");
  mkdirSync(join(folder, "files"), { recursive: true });
  const text =
    typeof manifest === "string" ? manifest : JSON.stringify({ describe: "Sample", ...manifest });
  writeFileSync(join(folder, "blueprint.json"), text);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, "files", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (executable.includes(name)) chmodSync(path, 0o755);
  }
  return loadBlueprint(pathToFileURL(`${folder}/`));
}
