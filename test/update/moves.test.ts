/** Files that a new version has no more, or under another name. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FileUpdate } from "../../src/cli/update/file-update.ts";
import { mergeMade } from "../../src/cli/update/merge-made.ts";
import { hashOf, type AppliedRecord } from "../../src/scaffold/index.ts";
import { emptyFolder, write } from "../scaffold/folder.ts";
import type { TestContext } from "node:test";

type Texts = Readonly<Record<string, string>>;

/** What an update does to an app whose blueprint made `then` and makes `now`. */
function update(t: TestContext, then: Texts, ours: Texts, now: Texts): readonly FileUpdate[] {
  const root = emptyFolder(t);
  for (const [path, text] of Object.entries(ours)) write(root, { [`blog/${path}`]: text });
  const record: AppliedRecord = {
    format: 2,
    mkweb: "0.1.0",
    command: "startapp blog",
    blueprint: "app",
    source: null,
    answers: { app_name: "blog", app_path: "blog" },
    files: {},
    folders: [],
    edits: {},
    removed: {},
    removedFolders: {},
    bases: {},
  };
  const bases = new Map(
    Object.entries(then).map(([path, text]) => [
      `blog/${path}`,
      { sha256: hashOf(Buffer.from(text)), rendered: text },
    ]),
  );
  const made = { kind: "app", name: "blog", folder: "blog", record, bases } as const;
  const tree = new Map(
    Object.entries(now).map(([path, text]) => [path, { bytes: Buffer.from(text), mode: 0o666 }]),
  );
  const labels = { ours: "yours", base: "before", theirs: "mkweb 2.0.0" };
  return mergeMade({ root, made, all: [made], labels, today: () => tree });
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? "").toString();
const lines = "one\ntwo\nthree\nfour\n";

describe("a file that the new version has no more", () => {
  it("goes when the user did not touch it", (t) => {
    const [only] = update(t, { "old.ts": lines }, { "old.ts": lines }, {});
    assert.equal(only?.kind, "removed");
  });

  it("stays when the user changed it", (t) => {
    const [only] = update(t, { "old.ts": lines }, { "old.ts": `${lines}mine\n` }, {});
    assert.equal(only?.kind, "edited");
    assert.equal(only.bytes, undefined);
  });

  it("takes the user's changes along to its new name", (t) => {
    const ours = { "old.ts": `mine\n${lines}` };
    const updates = update(t, { "old.ts": lines }, ours, { "new.ts": `${lines}five\n` });
    const moved = updates.find(({ path }) => path === "blog/new.ts");
    assert.equal(moved?.kind, "moved");
    assert.equal(moved.from, "blog/old.ts");
    assert.equal(text(moved.bytes), `mine\n${lines}five\n`);
    assert.equal(updates.find(({ path }) => path === "blog/old.ts")?.kind, "removed");
  });

  it("does not move to a file that has nothing of it", (t) => {
    const ours = { "old.ts": `mine\n${lines}` };
    const updates = update(t, { "old.ts": lines }, ours, { "new.ts": "other\nlines\n" });
    assert.deepEqual(
      updates.map(({ path, kind }) => `${path} ${kind}`),
      ["blog/new.ts new", "blog/old.ts edited"],
    );
  });
});

describe("imports that both changed", () => {
  it("are put together by name", (t) => {
    const base = 'import { path } from "mkweb/urls";\n\nexport const a = 1;\n';
    const ours = base.replace("{ path }", "{ include, path }");
    const now = base
      .replace("{ path }", "{ path, rePath }")
      .replace("import", 'import * as admin from "mkweb/admin";\nimport')
      .replace("a = 1", "a = 2");
    const [only] = update(t, { "urls.ts": base }, { "urls.ts": ours }, { "urls.ts": now });
    assert.equal(only?.kind, "merged");
    assert.equal(
      text(only.bytes),
      'import * as admin from "mkweb/admin";\nimport { include, path, rePath } from "mkweb/urls";\n\nexport const a = 2;\n',
    );
  });
});
