/** Files with a piece missing, doubled or replaced: each edit is refused, or as good as any other. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MkwebError } from "../../src/errors.ts";
import {
  addInstalledApp,
  addMount,
  removeInstalledApp,
  removeMount,
} from "../../src/edits/index.ts";
import { isThorough } from "../support/thorough.ts";
import { generateSettings } from "./generate-settings.ts";
import { generateUrls } from "./generate-urls.ts";
import { tokensOf } from "./tokens.ts";
import { webapp } from "./urls-file.ts";
import { firstSeed } from "./seed.ts";
import { writer } from "./writer.ts";

const count = isThorough ? 1500 : 300;

describe("a damaged file", () => {
  it(`of settings is refused or edited as usual, ${count} times`, () => {
    const edited = countEdited(
      (seed) => damaged(generateSettings(seed).source, seed),
      (source) => addInstalledApp(source, "webapp").text,
      (text, source) => assert.equal(removeInstalledApp(text, "webapp").text, source),
    );
    assert.ok(edited > count / 20 && edited < count, `${edited} were edited`);
  });

  it(`of URLs is refused or edited as usual, ${count} times`, () => {
    const edited = countEdited(
      (seed) => damaged(generateUrls(seed), seed),
      (source) => addMount(source, webapp).text,
      (text) => assert.equal(removeMount(text, webapp).changed, true),
    );
    assert.ok(edited > count / 20 && edited < count, `${edited} were edited`);
  });
});

/** How many files `add` did not refuse. */
function countEdited(
  make: (seed: number) => string,
  add: (source: string) => string,
  checkRemoval: (text: string, source: string) => void,
): number {
  let edited = 0;
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const source = make(seed);
    try {
      const text = unlessRefused(() => add(source));
      if (text === undefined || text === source) continue;
      edited += 1;
      tokensOf(text);
      assert.equal(add(text), text);
      checkRemoval(text, source);
    } catch (cause) {
      throw new Error(`MKWEB_TEST_SEED=${seed} fails with\n${source}`, { cause });
    }
  }
  return edited;
}

function unlessRefused(add: () => string): string | undefined {
  try {
    return add();
  } catch (error) {
    if (error instanceof MkwebError) return undefined;
    throw error;
  }
}

/** The source without a piece, with one twice, or with something else in its place. */
function damaged(source: string, seed: number): string {
  const { pick } = writer(-seed);
  const positions = Array.from({ length: source.length + 1 }, (_, at) => at);
  const start = pick(positions);
  const end = start + pick([0, 1, 1, 2, 3, 5, 10, 40]);
  const piece = source.slice(start, end);
  const instead = pick([
    "",
    "",
    piece + piece,
    ",",
    "]",
    "[",
    "...",
    "/*",
    "'",
    "\n",
    "(",
    "webapp",
  ]);
  return source.slice(0, start) + instead + source.slice(end);
}
