/** Names as Django makes them: the same names, refused with the same words. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  FileSystemStorage,
  getValidFilename,
  SuspiciousFileOperation,
  validateFileName,
} from "../../src/files/index.ts";
import { noDjango, runDjango } from "../support/django.ts";
import { openMedia } from "./open.ts";

const pieces = [
  "a",
  "B",
  "9",
  "_",
  "-",
  ".",
  "..",
  "/",
  "//",
  "\\",
  " ",
  "\t",
  "\n",
  "\x1c",
  "\u00a0",
  "\ufeff",
  "ü",
  "e\u0301",
  "漢",
  "😀",
  "½",
  "Ⅷ",
  "٣",
  "'",
  '"',
  "$",
  "%",
  ":",
  "*",
  "~",
  "tar.gz",
  ".jpg",
  "CON",
];

/** Always the same ones: a linear congruential generator. */
function randomNames(count: number): readonly string[] {
  let seed = 20_261_129;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const name = (): string =>
    Array.from({ length: next(7) }, () => pieces[next(pieces.length)]).join("");
  return Array.from({ length: count }, name);
}

const program = `
from django.core.files.storage import FileSystemStorage
from django.core.files.utils import validate_file_name
from django.utils.text import get_valid_filename
class Free(FileSystemStorage):
    def exists(self, name): return False
class Taken(FileSystemStorage):
    def exists(self, name): return "_XXXXXXX" not in name
import django.core.files.storage.base as base
base.get_random_string = lambda length: "X" * length
def said(make, *args, **kwargs):
    try: return make(*args, **kwargs)
    except Exception as error: return {"error": type(error).__name__}
free, taken = Free("/media"), Taken("/media")
print(json.dumps([[
    said(get_valid_filename, name), said(free.generate_filename, name),
    said(validate_file_name, name), said(validate_file_name, name, allow_relative_path=True),
    said(free.get_available_name, name), said(taken.get_available_name, name),
    said(taken.get_available_name, name, max_length=14)] for name in given]))
`;

const noNewer =
  process.env["NEWER_DJANGO"] === undefined &&
  "NEWER_DJANGO names no folder with a newer Django, for PYTHONPATH";

function said(make: () => string): unknown {
  try {
    return make();
  } catch (error) {
    return { error: error instanceof Error ? error.name : error };
  }
}

async function saidLater(make: () => Promise<string>): Promise<unknown> {
  try {
    return await make();
  } catch (error) {
    return { error: error instanceof Error ? error.name : error };
  }
}

class Free extends FileSystemStorage {
  override async exists(): Promise<boolean> {
    return false;
  }
}

class Taken extends FileSystemStorage {
  override async exists(name: string): Promise<boolean> {
    return !name.includes("_XXXXXXX");
  }

  override getAlternativeName(root: string, extensions: string): string {
    return `${root}_XXXXXXX${extensions}`;
  }
}

describe("names of files", () => {
  it(
    "are those that Django makes of thousands of names",
    { skip: noDjango || noNewer },
    async (t) => {
      await openMedia(t);
      process.env["PYTHONPATH"] = process.env["NEWER_DJANGO"];
      const names = randomNames(4000);
      const theirs = Object(runDjango(program, names, { SECRET_KEY: "k" }));
      const [free, taken] = [new Free(), new Taken()];
      for (const [at, name] of names.entries()) {
        const ours = [
          said(() => getValidFilename(name)),
          said(() => free.generateFilename(name)),
          said(() => validateFileName(name)),
          said(() => validateFileName(name, { allowRelativePath: true })),
          await saidLater(() => free.getAvailableName(name)),
          await saidLater(() => taken.getAvailableName(name)),
          await saidLater(() => taken.getAvailableName(name, { maxLength: 14 })),
        ];
        assert.deepEqual(ours, Reflect.get(theirs, at), JSON.stringify(name));
      }
    },
  );

  it("lose what could be misread, as in Django", () => {
    assert.equal(getValidFilename(" john's portrait in 2004.jpg "), "johns_portrait_in_2004.jpg");
    assert.equal(getValidFilename("Grüße 漢字.txt"), "Grüße_漢字.txt");
    for (const name of ["$$", "..", " ", ""]) {
      assert.throws(() => getValidFilename(name), SuspiciousFileOperation);
    }
    assert.throws(() => validateFileName("a/b"), /includes path elements/);
    assert.throws(() => validateFileName("a/../b", { allowRelativePath: true }), /traversal/);
  });
});
