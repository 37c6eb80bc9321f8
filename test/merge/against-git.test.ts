/** What mkweb makes of two versions of a text, and what `git merge-file` does. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { mergeTexts } from "../../src/merge/index.ts";

const CASES = 500;
const labels = { base: "before", ours: "yours", theirs: "mkweb 0.2.0" };
const folder = mkdtempSync(join(tmpdir(), "mkweb-merge-"));
after(() => rmSync(folder, { recursive: true }));

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor(state / 65_536) % below;
  };
}

const blueprints = fileURLToPath(new URL("../../blueprints/", import.meta.url));
const sources = globSync("{app,project,resource}/files/**/*.*", { cwd: blueprints })
  .sort()
  .map((path) => readFileSync(blueprints + path, "utf8"))
  .filter((text) => text.split("\n").length < 150);

/** Takes lines out, puts lines in and replaces some, a few or many. */
function edited(lines: readonly string[], words: readonly string[], random: (n: number) => number) {
  const every = 6 + random(40);
  const word = (): string => words[random(words.length)] ?? "";
  const result = lines.flatMap((line) => {
    const what = random(every);
    if (what === 0) return [];
    if (what === 1) return [word()];
    return what === 2 ? [word(), line] : [line];
  });
  return random(every) < 2 ? [...result, word()] : result;
}

interface Case {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

const isOfSource = (index: number): boolean => index % 2 === 0;

/** Half of them files as mkweb writes them, half of few words, which repeat. */
function makeCase(index: number): Case {
  const random = numbers(index + 1);
  const source = sources[random(sources.length)] ?? "";
  const some = Array.from({ length: 5 + random(60) }, (_, at) => `word ${at}`);
  const lines = isOfSource(index)
    ? source.replace(/\n$/, "").split("\n")
    : Array.from({ length: 1 + random(40) }, () => some[random(some.length)] ?? "");
  const words = isOfSource(index) ? [...some, ...lines] : some;
  const text = (each: readonly string[]): string =>
    each.join("\n") + (each.length === 0 || random(8) === 0 ? "" : "\n");
  return {
    base: text(lines),
    ours: text(edited(lines, words, random)),
    theirs: text(edited(lines, words, random)),
  };
}

function mergedByGit({ base, ours, theirs }: Case): { clean: boolean; text: string } {
  for (const [name, text] of Object.entries({ base, ours, theirs })) {
    writeFileSync(join(folder, name), text);
  }
  const names = [labels.ours, labels.base, labels.theirs].flatMap((label) => ["-L", label]);
  const args = ["merge-file", "-p", "--diff3", ...names, "ours", "base", "theirs"];
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
  assert.ok(status !== null && status < 128, stderr);
  return { clean: status === 0, text: stdout };
}

function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

describe("merging texts", { skip: hasGit() ? false : "git is not installed" }, () => {
  const seen = { clean: 0, other: 0, marked: 0, sameMarks: 0, onlyGit: 0, onlyMkweb: 0 };

  it(`merges ${CASES} generated cases as git does: byte for byte where both find no conflict`, () => {
    for (let index = 0; index < CASES; index += 1) {
      const each = makeCase(index);
      const git = mergedByGit(each);
      const { text, conflicts } = mergeTexts(each, labels);
      if (git.clean && conflicts === 0) {
        if (isOfSource(index)) assert.equal(text, git.text, `case ${index}`);
        seen.clean += 1;
        if (text !== git.text) seen.other += 1;
      } else if (git.clean) seen.onlyGit += 1;
      else if (conflicts === 0) seen.onlyMkweb += 1;
      else {
        seen.marked += 1;
        if (text === git.text) seen.sameMarks += 1;
      }
    }
  });

  it("differs from git in few cases of lines that repeat, where either reading is right", (t) => {
    assert.ok(seen.other <= CASES / 100, JSON.stringify(seen));
    t.diagnostic(JSON.stringify(seen));
    assert.ok(seen.clean >= 100 && seen.marked >= 100, JSON.stringify(seen));
    assert.ok(seen.onlyGit + seen.onlyMkweb <= CASES / 50, JSON.stringify(seen));
    assert.ok(seen.sameMarks >= seen.marked * 0.8, JSON.stringify(seen));
  });

  it("loses no line of either side, whatever it marks", () => {
    for (let index = 0; index < CASES; index += 1) {
      const { base, ours, theirs } = makeCase(index);
      const { text } = mergeTexts({ base, ours, theirs }, labels);
      const merged = new Set(text.split("\n"));
      const before = new Set(base.split("\n"));
      for (const line of [...ours.split("\n"), ...theirs.split("\n")]) {
        assert.ok(before.has(line) || merged.has(line), `case ${index} lost ${line}`);
      }
    }
  });
});
