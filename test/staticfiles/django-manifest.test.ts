/** Hashed names, rewritten references and staticfiles.json beside those of a real Django, for trees made at random. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { completeSettings } from "../../src/conf/index.ts";
import { ManifestStaticFilesStorage } from "../../src/staticfiles/backends/manifest.ts";
import { randomTree, type Tree } from "./random-tree.ts";

interface Outcome {
  /** What is in the storage, by names. */
  readonly files: Readonly<Record<string, string>>;
  /** The file that could not be processed, and why. */
  readonly error: readonly [name: string, message: string] | null;
  /** Addresses of names, or the error. */
  readonly urls: readonly string[];
}

const DJANGO = String.raw`
import json, os, re, shutil, sys
from django.conf import settings
settings.configure(STATIC_URL="/static/", DEBUG=False)
import django
django.setup()
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

class Modules(ManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

def outcome(case, folder):
    source, root = os.path.join(folder, "source"), os.path.join(folder, "django")
    storage = (Modules if case["modules"] else ManifestStaticFilesStorage)(location=root, base_url="/static/")
    error = None
    paths = {name: (FileSystemStorage(location=source), name) for name in case["files"]}
    try:
        for name, hashed, processed in storage.post_process(paths):
            if isinstance(processed, Exception):
                error = [name, str(processed)]
                break
    except SuspiciousFileOperation:
        # Which file it was in, Django does not say.
        error = ["", "outside"]
    files = {}
    for above, _, names in os.walk(root):
        for name in names:
            path = os.path.join(above, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, root)] = file.read().decode("latin-1")
    urls = []
    for name in case["names"]:
        try:
            urls.append(storage.url(name))
        except ValueError as exc:
            urls.append(str(exc))
    if error:
        urls = []
        error[1] = re.sub(r"<[^>]*>", "<storage>", error[1])
        error[1] = re.sub("^'utf-8' codec .*", "The file is not UTF-8.", error[1])
    return {"files": files, "error": error, "urls": urls}

given = json.load(sys.stdin)
print(json.dumps([outcome(case, folder) for case, folder in given]))
`;

const noDjango =
  process.env["NEWER_DJANGO"] === undefined &&
  "NEWER_DJANGO names no folder with a newer Django, for PYTHONPATH";

function djangoOutcomes(cases: readonly (readonly [Tree, string])[]): readonly Outcome[] {
  const run = spawnSync(process.env["PYTHON"] ?? "/usr/bin/python3", ["-c", DJANGO], {
    input: JSON.stringify(cases),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    env: {
      ...process.env,
      PYTHONPATH: process.env["NEWER_DJANGO"],
      PYTHONIOENCODING: "utf-8",
      PYTHONUTF8: "1",
    },
  });
  if (run.status !== 0) throw new Error(`Django failed:\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

async function ourOutcome({ files, names, modules }: Tree, folder: string): Promise<Outcome> {
  const root = join(folder, "ours");
  const settings = completeSettings({
    BASE_DIR: pathToFileURL(`${folder}/`),
    SECRET_KEY: "k",
    STATIC_ROOT: "ours",
  });
  const storage = new ManifestStaticFilesStorage(
    { supportJsModuleImportAggregation: modules },
    settings,
  );
  const sources = new Map(Object.keys(files).map((name) => [name, join(folder, "source", name)]));
  let error: [string, string] | null = null;
  for await (const each of storage.postProcess(sources)) {
    if (!each.error) continue;
    const message = each.error.message.replaceAll(/<[^>]*>/g, "<storage>");
    error = message.includes("located outside") ? ["", "outside"] : [each.name, message];
    break;
  }
  const urls = error
    ? []
    : names.map((name) => {
        try {
          return storage.url(name);
        } catch (thrown) {
          return thrown instanceof Error ? thrown.message : String(thrown);
        }
      });
  return { files: contentOf(root), error, urls };
}

function contentOf(root: string): Readonly<Record<string, string>> {
  const found = globSync("**", { cwd: root, withFileTypes: true }).filter((each) => each.isFile());
  const paths = found.map((each) => join(each.parentPath, each.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(root.length + 1), readFileSync(path, "latin1")]),
  );
}

describe("names with hashes", { skip: noDjango }, () => {
  const seeds = Array.from({ length: Number(process.env["TREES"] ?? 60) }, (_, at) => at + 1);

  it(`are Django's in ${seeds.length} trees, with the same content and the same manifest`, async (t) => {
    const above = mkdtempSync(join(tmpdir(), "mkweb-manifest-"));
    t.after(() => rmSync(above, { recursive: true, force: true }));
    const cases = seeds.map((seed): [Tree, string] => [
      randomTree(seed),
      join(above, String(seed)),
    ]);
    for (const [{ files }, folder] of cases) {
      for (const [name, text] of Object.entries(files)) {
        const file = join(folder, "source", name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text, "latin1");
      }
      for (const copy of ["django", "ours"]) {
        cpSync(join(folder, "source"), join(folder, copy), { recursive: true });
      }
    }
    const theirs = djangoOutcomes(cases);
    for (const [at, [tree, folder]] of cases.entries()) {
      assert.deepEqual(await ourOutcome(tree, folder), theirs[at], `tree ${seeds[at]}`);
    }
    // Most trees can be processed, and some not: both are compared.
    const failed = theirs.filter(({ error }) => error !== null).length;
    assert.ok(failed > 0 && failed < theirs.length / 2, `${failed} failed`);
  });
});
