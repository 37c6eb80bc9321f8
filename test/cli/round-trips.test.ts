/**
 * Every command that writes, with every combination of its options, in projects whose settings.ts and urls.ts are
 * hostile: what the dry run shows is what is done, byte for byte; undo restores the tree; destroyapp after startapp
 * is the identity; what is refused touches nothing. MKWEB_ROUND_TRIPS=all tries every combination with every
 * file, which takes some minutes; by default each file gets a part of them, and each combination some files.
 */
import assert from "node:assert/strict";
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { applyPatch } from "diff";
import { destroyApp } from "../../src/cli/destroy/destroy-app.ts";
import { run } from "../../src/cli/index.ts";
import { generateResource } from "../../src/cli/resource/generate-resource.ts";
import type { CommandContext } from "../../src/command/index.ts";
import { MkwebError } from "../../src/errors.ts";
import type { PlanValue } from "../../src/scaffold/index.ts";
import { generateSettings } from "../edits/generate-settings.ts";
import { generateUrls } from "../edits/generate-urls.ts";
import { firstSeed } from "../edits/seed.ts";
import { smallDisk } from "../scaffold/disk.ts";
import { emptyFolder, snapshot, write } from "../scaffold/folder.ts";

const all = process.env["MKWEB_ROUND_TRIPS"] === "all";
const FILES = 60;
/** How many of the combinations each file gets by default. */
const SHARE = all ? 1 : 16;

type Tree = ReturnType<typeof snapshot>;

/** One project, and how commands are run in it. */
interface Ground {
  readonly folder: string;
  readonly context: CommandContext;
  /** What the last command told programs. */
  told(): Facts;
  readonly tell: (facts: Facts) => void;
}

interface Facts extends PlanValue {
  readonly dryRun: boolean;
}

/** Runs a command; with `dryRun` it only says what it would do. */
type Act = (ground: Ground, dryRun: boolean) => Promise<void>;

const plain = (text: string): string => text;
const style = {
  bold: plain,
  dim: plain,
  success: plain,
  warning: plain,
  error: plain,
  code: plain,
};

function groundAt(folder: string, cache: string): Ground {
  let last: Facts | undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const tell = (facts: object): void => void (last = { ...last, ...facts } as Facts);
  const none = (): void => undefined;
  const out = {
    data: none,
    progress: none,
    note: none,
    detail: none,
    ready: none,
    status: none,
    style,
  };
  const context: CommandContext = {
    out: {
      ...out,
      facts: tell,
    },
    signal: new AbortController().signal,
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, XDG_CACHE_HOME: cache },
    program: "mkweb",
    verbosity: 1,
    interactive: false,
    json: true,
    project: undefined,
  };
  return {
    folder,
    context,
    tell,
    told() {
      assert.ok(last);
      return last;
    },
  };
}

function layProject(folder: string, seed: number): void {
  write(folder, {
    "manage.js":
      'import { execute } from "mkweb/management";\nawait execute(process.argv, { root: import.meta.url, settings: "site/settings.ts" });\n',
    "package.json": '{ "name": "site" }\n',
    "site/settings.ts": settingsOf(seed),
    "site/urls.ts": urlsOf(seed),
    "site/notes.bin": "\0\u00ff",
    "README.md": "mine\r\n",
  });
  chmodSync(join(folder, "site/settings.ts"), seed % 3 === 0 ? 0o600 : 0o644);
  chmodSync(join(folder, "site/urls.ts"), seed % 4 === 0 ? 0o755 : 0o640);
}

/** Files that nobody would generate, for the first seeds; and generated ones. */
const strange: readonly ((text: string) => string)[] = [
  (text) => `\uFEFF${text.replaceAll(/\r?\n/g, "\r\n")}`,
  (text) => `${text}// ${"\u{1F600}\uD83D\uDE00 ".repeat(400)}`,
  (text) => `${text}\n// ${"x".repeat(70_000)}`,
  (text) => text.replaceAll(/(?<!\/\/.*)\n/g, "\n\n\n"),
  (text) => `${text}\n/* webapp blog "blog", 'webapp' */\n`,
  (text) => `${text}\nexport const shadow = (blog, webapp) => [blog, webapp];\n`,
];

/** What no edit is safe in: the last of the projects have one of each. */
const closed: readonly (readonly [settings: string, urls: string])[] = [
  ["export const INSTALLED_APPS = choose();\n", "export const urlpatterns = choose();\n"],
  ["export { INSTALLED_APPS } from './other.ts';\n", "export { urlpatterns } from './other.ts';\n"],
  ["export const INSTALLED_APPS = [", "export const urlpatterns = [("],
  [
    "export const INSTALLED_APPS = flag ? ['a'] : ['b'];\n",
    "export const urlpatterns = flag ? [] : [];\n",
  ],
];

function settingsOf(seed: number): string {
  const settings = closed[FILES - 1 - seed]?.[0];
  if (settings !== undefined) return settings;
  const { source } = generateSettings(firstSeed + seed);
  return (strange[seed] ?? plain)(source);
}

function urlsOf(seed: number): string {
  const urls = closed[FILES - 1 - seed]?.[1];
  if (urls !== undefined) return urls;
  return (strange[seed] ?? plain)(generateUrls(firstSeed + seed));
}

/** In Django's template language, with text that looks like it, bytes, and names that are rendered. */
const template = {
  "app.ts-tpl": "export default {};\n",
  "urls.ts": "export const urlpatterns = [];\n",
  "notes.txt": "{{ app_name }} by {% if not x %}nobody{% endif %}\r\n",
  "setup.cfg": "{{ app_name|upper }} {{ not.there }}",
  "raw.md": "{{ left }} {% alone %}",
  "deep/app_name/seed.bin": "\0\u00ff{{ app_name }}",
  "deep/empty.ts": "",
};

/** What is typed behind mkweb. */
const typed =
  (...words: readonly string[]): Act =>
  async ({ context, tell }, dryRun) => {
    let stdout = "";
    const { cwd, env } = context;
    const argv = [...words, "--json", ...(dryRun ? ["--dry-run"] : [])];
    await run(argv, "0.0.0", {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: () => undefined },
      cwd,
      env,
      interactive: false,
    });
    const { ok, error, ...facts } = JSON.parse(stdout);
    if (!ok) throw new MkwebError(error.code, error.message);
    tell(facts);
  };

const start = (name: string, ...more: readonly string[]): Act =>
  typed("startapp", name, ...more, "--no-verify");

const project = (database: string, ...more: readonly string[]): Act =>
  typed(
    "startproject",
    "fresh",
    "docs",
    "--yes",
    "--no-install",
    "--no-git",
    `--database=${database}`,
    ...more,
  );

/** A template of one's own lies beside the projects, out of their sight. */
const fromTemplate = (...words: readonly string[]): Act =>
  typed(...words, "--template=../template");

const takeBack = (...more: readonly string[]): Act => typed("undo", ...more);

const destroy =
  (name: string, force = false): Act =>
  async ({ context }, dryRun) => {
    const loaded = {
      apps: async () => [],
      tablesOf: async () => ({ tables: [], applied: [] }),
      migrateToZero: async () => undefined,
    };
    await destroyApp({ name, force, migrate: false, dryRun }, loaded, context);
  };

const generate =
  (path: string, label: string, isMounted: boolean, ...fields: string[]): Act =>
  async ({ context, folder }, dryRun) => {
    const samples = {
      setUp: [],
      values: [{ name: "title", code: '"a"' }],
      visitor: "await 1",
      deciding: undefined,
      imports: new Map<string, string[]>(),
      change: { name: "title", from: '"a"', to: '"b"' },
      hasRequired: true,
    };
    await generateResource(
      { kind: "resource", model: "Thing", fields, app: label, dryRun },
      {
        findApp: async () => ({ label, folder: join(folder, path) }),
        findModel: async () => ({ name: "Thing", from: undefined }),
        hasAdmin: async () => true,
        requireFiles: async () => undefined,
        tryOut: async () => ({
          migration: { name: "0001_thing", source: "export default {};\n" },
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion
          samples: samples as never,
          address: isMounted ? "/things/" : undefined,
        }),
      },
      context,
    );
  };

/** What is done one after the other. The tree before the last one is what undo has to restore. */
interface Combination {
  readonly name: string;
  readonly acts: readonly Act[];
  /** How many of the last ones together are the identity, but for what was recorded. */
  readonly identity?: number;
}

const flags = [[], ["--no-mount"], ["--no-settings"], ["--no-mount", "--no-settings"]];

const combinations: readonly Combination[] = [
  ...["webapp", "blog"].flatMap((name) =>
    [undefined, `apps/${name}`].flatMap((directory) =>
      flags.map((each) => {
        const words = [...(directory === undefined ? [] : [directory]), ...each];
        return { name: `startapp ${name} ${words.join(" ")}`, acts: [start(name, ...words)] };
      }),
    ),
  ),
  ...["garden", "orchard"].flatMap((name) =>
    flags.map((each) => ({
      name: `destroyapp ${name} after startapp ${each.join(" ")}`,
      acts: [start(name, ...each), destroy(name)],
      identity: 2,
    })),
  ),
  ...[true, false].flatMap((isMounted) =>
    [
      ["title:string"],
      ["title:string", "body:text", "open:boolean", "above:references:Thing:optional"],
    ].map((fields) => ({
      name: `generate resource mounted=${isMounted} ${fields.join(" ")}`,
      acts: [
        start("garden", "--no-settings", ...(isMounted ? [] : ["--no-mount"])),
        generate("garden", "garden", isMounted, ...fields),
      ],
    })),
  ),
  {
    name: "generate twice over",
    acts: [start("garden"), generate("garden", "garden", true, "title:string")],
  },
  ...[[], ["--no-mount"], ["-n", "notes.txt", "-e", "ts,cfg"], ["-x", "deep"]].map((each) => ({
    name: `startapp --template ${each.join(" ")}`,
    acts: [fromTemplate("startapp", "garden", "--no-verify", ...each)],
  })),
  {
    name: "destroyapp after startapp --template",
    acts: [fromTemplate("startapp", "garden", "--no-verify"), destroy("garden")],
    identity: 2,
  },
  {
    name: "startproject --template",
    acts: [fromTemplate("startproject", "fresh", "docs", "--yes", "--no-git")],
  },
  { name: "startproject sqlite", acts: [project("sqlite")] },
  { name: "startproject postgresql", acts: [project("postgresql")] },
  { name: "startproject for pnpm", acts: [project("sqlite", "--package-manager=pnpm")] },
  { name: "destroyapp --force", acts: [start("garden"), destroy("garden", true)], identity: 2 },
  { name: "undo", acts: [start("garden"), takeBack()], identity: 2 },
  { name: "undo --force", acts: [start("garden"), takeBack("--force")], identity: 2 },
  {
    name: "undo --keep-changed",
    acts: [start("garden"), takeBack("--keep-changed")],
    identity: 2,
  },
  {
    name: "undo --to",
    acts: [start("one"), start("garden"), start("two"), takeBack("--to", "1")],
    identity: 3,
  },
  { name: "undo of undo", acts: [start("garden"), takeBack(), takeBack("--to", "1")], identity: 2 },
  {
    name: "undo of destroyapp",
    acts: [start("garden"), destroy("garden"), takeBack()],
    identity: 2,
  },
  {
    name: "startapp in startapp",
    acts: [start("garden"), start("webapp", "garden/webapp")],
  },
];

describe(`${combinations.length} combinations of options in ${FILES} hostile projects`, () => {
  it("do what their dry run shows, and are taken back byte for byte", async (t) => {
    const disk = smallDisk(t, "tmpfs", 65_536);
    const around = "folder" in disk ? disk.folder : emptyFolder(t);
    const cache = join(around, "cache");
    write(join(around, "template"), template);
    const counts = { done: 0, refused: 0 };
    for (let seed = 0; seed < FILES; seed += 1) {
      const chosen = combinations.filter((_, at) => (at + seed) % SHARE === 0);
      for (const [at, combination] of chosen.entries()) {
        const folder = join(around, `${seed}-${at}`);
        layProject(folder, seed);
        try {
          await roundTrip(groundAt(folder, cache), combination, counts);
        } catch (cause) {
          throw new Error(`${combination.name} fails with project ${seed}`, { cause });
        }
        rmSync(folder, { recursive: true });
        rmSync(join(cache, "mkweb/history"), { recursive: true, force: true });
      }
    }
    t.diagnostic(`${counts.done} done, ${counts.refused} refused`);
    assert.ok(counts.refused > 0 && counts.done > 4 * counts.refused);
  });
});

async function roundTrip(
  ground: Ground,
  { acts, identity = 0 }: Combination,
  counts: { done: number; refused: number },
): Promise<void> {
  const trees: Tree[] = [snapshot(ground.folder)];
  for (const act of acts) {
    const before = trees.at(-1) ?? {};
    const refusal = await act(ground, true).catch((error: unknown) => error);
    same(snapshot(ground.folder), before, "the dry run wrote");
    if (refusal !== undefined) {
      if (!(refusal instanceof MkwebError)) throw refusal;
      const again = await act(ground, false).catch((error: unknown) => error);
      assert.ok(again instanceof MkwebError);
      assert.equal(again.code, refusal.code);
      same(snapshot(ground.folder), before, "the refusal wrote");
      counts.refused += 1;
      return;
    }
    const shown = ground.told();
    await act(ground, false);
    const done = ground.told();
    assert.ok(
      isDeepStrictEqual([done.base, done.entries], [shown.base, shown.entries]),
      "another plan than the dry run's",
    );
    const after = snapshot(ground.folder);
    same(
      filesOf(after, shown, ground.folder),
      filesOf(expectedOf(before, shown, ground.folder), shown, ground.folder),
      "not what the dry run showed",
    );
    trees.push(after);
    counts.done += 1;
  }
  const after = trees.at(-1) ?? {};
  const start = trees.at(-1 - identity);
  if (identity > 0) same(unrecorded(after), unrecorded(start ?? {}), "no identity");
  await takeAllBack(ground, trees);
}

/** Undo, one command after the other, until the tree is as it was at first. */
async function takeAllBack(ground: Ground, trees: readonly Tree[]): Promise<void> {
  for (let at = 0; at < trees.length; at += 1) {
    const refusal = await takeBack()(ground, false).catch((error: unknown) => error);
    if (refusal === undefined) continue;
    assert.ok(refusal instanceof MkwebError);
    assert.equal(refusal.code, "MKWEB_UNDO_REFUSED");
    break;
  }
  if (Object.keys(snapshot(ground.folder)).some((path) => path.startsWith("docs/"))) return;
  same(snapshot(ground.folder), trees[0] ?? {}, "undo");
}

/** The tree as a dry run shows it. */
function expectedOf(before: Tree, { base, entries }: Facts, folder: string): Tree {
  const expected = { ...before };
  for (const { kind, path, diff, mode, size } of entries) {
    const at = below(base, folder) + path;
    if (kind === "removed") delete expected[at];
    if (kind !== "new" && kind !== "edited") continue;
    const [kept, text = ""] = /^(\d+) ([^]*)$/.exec(before[at] ?? "")?.slice(1) ?? [];
    const bits = kept ?? (Number.parseInt(mode, 8) & ~process.umask()).toString(8);
    const now = diff === null ? "\0".repeat(size) : patched(text, diff);
    expected[at] = `${bits} ${now}`;
  }
  return expected;
}

function patched(text: string, diff: string): string {
  if (diff === "") return text;
  const old = Buffer.from(text, "latin1").toString("utf8");
  const now = applyPatch(old, `--- a\n+++ b\n${diff}`, { autoConvertLineEndings: false });
  assert.notEqual(now, false, "the diff does not fit");
  return Buffer.from(String(now)).toString("latin1");
}

/** Without folders; of a file that is not shown, binary or private, only how large it is. */
function filesOf(tree: Tree, { base, entries }: Facts, folder: string): Tree {
  const unseen = new Set(
    entries.filter(({ diff }) => diff === null).map(({ path }) => below(base, folder) + path),
  );
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([path]) => !path.endsWith("/"))
      .map(([path, text]) => [path, unseen.has(path) ? `${text.length} bytes` : text]),
  );
}

function below(base: string, folder: string): string {
  return base === folder ? "" : `${base.slice(folder.length + 1)}/`;
}

/** Says where two trees differ, and not all that is in them. */
function same(now: Tree, wanted: Tree, what: string): void {
  for (const path of new Set([...Object.keys(now), ...Object.keys(wanted)])) {
    const [is, was] = [now[path], wanted[path]];
    if (is === was) continue;
    let at = 0;
    while (is?.[at] !== undefined && is[at] === was?.[at]) at += 1;
    const shown = [was, is].map((text) => text?.slice(Math.max(0, at - 20), at + 80));
    assert.fail(`${what}: ${path} at ${at}, ${JSON.stringify(shown)}`);
  }
}

function unrecorded(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith(".mkweb")));
}
