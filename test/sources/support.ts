import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openSource, type OpenedSource } from "../../src/sources/index.ts";

/** An empty folder for one test. */
export function emptyFolder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "mkweb-sources-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Opens a template as a run in that folder does. */
export function open(
  typed: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<OpenedSource> {
  const { signal } = new AbortController();
  return openSource(typed, (name) => name.startsWith("."), { cwd, env, signal, version: "1.2.3" });
}

/** Its files as text, by path. */
export function textsOf({ files }: OpenedSource): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...files].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString("utf8")]),
  );
}
