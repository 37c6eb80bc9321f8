/**
 * Generated settings files, thousands in `npm run test:thorough`, judged by what did not make the edit: esbuild parses and
 * strips them, Node runs them, and the tokens and comments are compared one by one.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { compileFunction } from "node:vm";
import { after, describe, it } from "node:test";
import { stop, transform } from "esbuild";
import { addInstalledApp, removeInstalledApp } from "../../src/edits/index.ts";
import { isThorough } from "../support/thorough.ts";
import { generateSettings } from "./generate-settings.ts";
import { tokensOf } from "./tokens.ts";
import { firstSeed } from "./seed.ts";

const count = isThorough ? 3000 : 500;

describe("a generated settings file", () => {
  after(() => stop());

  it(`keeps everything but the one entry, ${count} times`, async () => {
    const seeds = Array.from({ length: count }, (_, at) => firstSeed + at);
    while (seeds.length > 0) await Promise.all(seeds.splice(0, 100).map(check));
  });
});

async function check(seed: number): Promise<void> {
  const { source, isListed } = generateSettings(seed);
  try {
    await (isListed ? checkUnchanged(source) : checkAdded(source));
  } catch (cause) {
    throw new Error(`MKWEB_TEST_SEED=${seed} fails with\n${source}`, { cause });
  }
}

async function checkUnchanged(source: string): Promise<void> {
  const result = addInstalledApp(source, "webapp");
  assert.equal(result.text, source);
  assert.equal(result.changed, false);
  assert.ok((await settingsOf(source)).INSTALLED_APPS.includes("webapp"));
}

async function checkAdded(source: string): Promise<void> {
  const { text, changed } = addInstalledApp(source, "webapp");
  assert.equal(changed, true);
  assert.equal(addInstalledApp(text, "webapp").text, text);
  assert.equal(removeInstalledApp(text, "webapp").text, source);
  assertOneMoreToken(source, text);

  const { INSTALLED_APPS: before, ...othersBefore } = await settingsOf(source);
  const { INSTALLED_APPS: after, ...othersAfter } = await settingsOf(text);
  assert.equal(after.filter((each) => each === "webapp").length, 1);
  const without = after.filter((each) => each !== "webapp");
  assert.deepEqual(without.map(String), before.map(String));
  assert.deepEqual(othersAfter, othersBefore);
}

/** Runs the file: its named exports, or its default export, as settings. */
async function settingsOf(
  source: string,
): Promise<{ readonly INSTALLED_APPS: readonly unknown[]; readonly [name: string]: unknown }> {
  const script = await transform(source.replace(/^\uFEFF?#!.*/, ""), {
    loader: "ts",
    format: "cjs",
  });
  const conf = {
    defineSettings: (settings: unknown) => settings,
    call: (value: unknown) => (Array.isArray(value) ? value : [typeof value]),
    flag: false,
  };
  const module = { exports: {} };
  compileFunction(script.code, ["module", "require"])(module, () => conf);
  const { default: settings, ...named }: Record<string, unknown> = { ...module.exports };
  const all: unknown = typeof settings === "object" ? { ...settings, named } : named;
  assert.ok(hasApps(all), "the file has no INSTALLED_APPS");
  return all;
}

function hasApps(value: unknown): value is { readonly INSTALLED_APPS: readonly unknown[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "INSTALLED_APPS" in value &&
    Array.isArray(value.INSTALLED_APPS)
  );
}

/** The tokens are those of before and 'webapp' with one comma at most; the comments are the same. */
function assertOneMoreToken(before: string, after: string): void {
  const old = tokensOf(before);
  const { code, comments } = tokensOf(after);
  assert.deepEqual(comments, old.comments);
  const added = code.flatMap((token, at) => (/^(["'])webapp\1$/.test(token) ? [at] : []));
  const isSame = added.some((at) =>
    [code.toSpliced(at, 1), code.toSpliced(at, 2), code.toSpliced(at - 1, 2)].some((rest) =>
      isDeepStrictEqual(rest, old.code),
    ),
  );
  assert.ok(isSame, "other tokens changed");
}
