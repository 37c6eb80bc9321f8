/** Texts that were reviewed and lie in test/golden/; run with --test-update-snapshots to accept new ones. */
import assert from "node:assert/strict";
import { globSync, rmSync } from "node:fs";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

export type Texts = Readonly<Record<string, string>>;

/**
 * Compares texts with the folder's, in which each has its name with `.txt` behind it, so that no tool takes a
 * golden `package.json`, `.gitignore` or `*.ts` for one of this repository's.
 *
 * @param folder In test/golden/; files of it that no text has the name of are refused.
 */
export function sameAsGolden(t: TestContext, folder: string, texts: Texts): void {
  const root = fileURLToPath(new URL(`../golden/${folder}/`, import.meta.url));
  const names = Object.keys(texts);
  const others = goldenNames(root).filter((name) => !names.includes(name));
  if (process.execArgv.includes("--test-update-snapshots")) {
    for (const name of others) rmSync(`${root}${name}.txt`);
  } else {
    assert.deepEqual(goldenNames(root), names.toSorted(), `the files of test/golden/${folder}/`);
  }
  for (const [name, text] of Object.entries(texts)) {
    t.assert.fileSnapshot(text, `${root}${name}.txt`, { serializers: [String] });
  }
}

function goldenNames(root: string): readonly string[] {
  return globSync(["**/*.txt", "**/.*.txt", "**/.*/*.txt"], { cwd: root })
    .map((name) => name.replaceAll("\\", "/").replace(/\.txt$/, ""))
    .toSorted();
}
