import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderEdits, renderNext, renderTree, type Tree } from "../../src/scaffold/index.ts";
import { blueprint } from "./sample-blueprint.ts";

const texts = (tree: Tree): Record<string, string> =>
  Object.fromEntries([...tree].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString()]));
const modes = (tree: Tree): Record<string, string> =>
  Object.fromEntries([...tree].map(([path, { mode }]) => [path, mode.toString(8)]));

describe("renderTree", () => {
  it("renders *.ejs, drops the ending and escapes nothing", (t) => {
    const sample = blueprint(t, {
      "a.ts.ejs": "const name = '<%= name %>';\n",
      "b.ts": "<%= name %>",
    });
    assert.deepEqual(texts(renderTree(sample, { name: "<&>'" })), {
      "a.ts": "const name = '<&>'';\n",
      "b.ts": "<%= name %>",
    });
  });

  it("copies everything else byte for byte", (t) => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const sample = blueprint(t, { "logo.png": bytes, "bom.txt": "\uFEFFa\r\n" });
    const tree = renderTree(sample, {});
    assert.deepEqual(Buffer.from(tree.get("logo.png")?.bytes ?? []), bytes);
    assert.deepEqual(texts(tree)["bom.txt"], "\uFEFFa\r\n");
  });

  it("keeps byte order mark and line ends of a template", (t) => {
    const sample = blueprint(t, { "a.txt.ejs": "\uFEFF<%= name %>\r\nb\r\n" });
    assert.equal(texts(renderTree(sample, { name: "a" }))["a.txt"], "\uFEFFa\r\nb\r\n");
  });

  it("replaces __name__ in paths by the value of that name and leaves others", (t) => {
    const sample = blueprint(t, {
      "__project_name__/x/__project_name___test.ts": "",
      "__init__.py": "",
      "__pycache__.txt": "",
    });
    assert.deepEqual(Object.keys(texts(renderTree(sample, { project_name: "site" }))), [
      "__init__.py",
      "__pycache__.txt",
      "site/x/site_test.ts",
    ]);
  });

  it("names files with a dot that npm would leave out or tools would read", (t) => {
    const sample = blueprint(t, {
      _gitignore: "",
      "_env.ejs": "",
      "_env.example": "",
      _npmrc: "",
      _editorconfig: "",
      "x/_gitkeep": "",
      "_environment.ts": "",
      "_partial.html": "",
    });
    assert.deepEqual(Object.keys(texts(renderTree(sample, {}))).sort(), [
      ".editorconfig",
      ".env",
      ".env.example",
      ".gitignore",
      ".npmrc",
      "_environment.ts",
      "_partial.html",
      "x/.gitkeep",
    ]);
  });

  it("keeps the executable bit and asks for the manifest's modes", (t) => {
    const sample = blueprint(
      t,
      { "manage.js": "", "_env.ejs": "", "a.ts": "" },
      { modes: { ".env": "0600" } },
      ["manage.js"],
    );
    assert.deepEqual(modes(renderTree(sample, {})), {
      ".env": "600",
      "a.ts": "666",
      "manage.js": "777",
    });
  });

  it("adds files no blueprint holds", (t) => {
    const sample = blueprint(t, { "a.ts": "" });
    const tree = renderTree(
      sample,
      {},
      {
        "package.json": { content: "{}\n" },
        "vendor/x.tgz": { content: Buffer.from([1]), mode: 0o600 },
      },
    );
    assert.deepEqual(modes(tree), { "a.ts": "666", "package.json": "666", "vendor/x.tgz": "600" });
  });

  it("names the template and the line of a failing expression", (t) => {
    const sample = blueprint(t, { "x/a.ts.ejs": "one\ntwo\n<%= nothing %>\n" });
    assert.throws(() => renderTree(sample, {}), {
      code: "MKWEB_TEMPLATE_FAILED",
      message: "sample/x/a.ts.ejs, line 3: nothing is not defined. Nothing was written.",
    });
  });

  it("names the line where a value is undefined", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": "one\n<%= name %>" });
    assert.throws(() => renderTree(sample, { name: undefined }), {
      code: "MKWEB_TEMPLATE_FAILED",
      message: "sample/a.ts.ejs, line 2: the value is undefined. Nothing was written.",
    });
  });

  it("names the line of a syntax error", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": "one\ntwo <%= 1 + %>\nthree\n" });
    assert.throws(() => renderTree(sample, {}), {
      code: "MKWEB_TEMPLATE_FAILED",
      message: "sample/a.ts.ejs, line 2: Unexpected token ')'. Nothing was written.",
    });
  });

  it("names the line of a tag that is never closed", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": "one <%% %%>\n<%= 1 %>\n<%= name \n<%= 2 %>\n" });
    assert.throws(() => renderTree(sample, { name: 1 }), {
      code: "MKWEB_TEMPLATE_FAILED",
      message:
        'sample/a.ts.ejs, line 3: Could not find matching close tag for "<%=". Nothing was written.',
    });
  });

  it("names the last line of an if that is never closed", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": "<% if (true) { %>\none\ntwo\n" });
    assert.throws(() => renderTree(sample, {}), {
      code: "MKWEB_TEMPLATE_FAILED",
      message: /^sample\/a\.ts\.ejs, line 4: /,
    });
  });

  it("refuses a template that is not UTF-8", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": Buffer.from([0xff, 0x3c]) });
    assert.throws(() => renderTree(sample, {}), {
      code: "MKWEB_BLUEPRINT_INVALID",
      message: "sample/a.ts.ejs: not UTF-8. Nothing was written.",
    });
  });

  it("refuses a template that includes files", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": "<%- include('/etc/hostname') %>" });
    assert.throws(() => renderTree(sample, {}), { code: "MKWEB_TEMPLATE_FAILED" });
  });

  it("refuses two files with one path, also where case does not count", (t) => {
    const sample = blueprint(t, { "a.ts.ejs": "", "A.ts": "" });
    assert.throws(() => renderTree(sample, {}), {
      code: "MKWEB_BLUEPRINT_INVALID",
      message: "sample: a.ts and A.ts would have the same path. Nothing was written.",
    });
    const extra = blueprint(t, { "a/b.ts": "" });
    assert.throws(() => renderTree(extra, {}, { a: { content: "" } }), {
      message: "sample: a and a/b.ts would have the same path. Nothing was written.",
    });
  });

  it("refuses a value in a path that would add folders", (t) => {
    const sample = blueprint(t, { "__name__/a.ts": "" });
    assert.throws(() => renderTree(sample, { name: "x/y" }), { code: "MKWEB_PATH_REFUSED" });
    assert.throws(() => renderTree(sample, { name: ".." }), { code: "MKWEB_PATH_REFUSED" });
  });

  it("refuses a mode for a file that is not there", (t) => {
    const sample = blueprint(t, { "a.ts": "" }, { modes: { ".env": "0600" } });
    assert.throws(() => renderTree(sample, {}), {
      message: 'sample: "modes" names .env, which does not exist. Nothing was written.',
    });
  });
});

describe("renderEdits and renderNext", () => {
  it("render with the values and leave out empty lines", (t) => {
    const sample = blueprint(
      t,
      {},
      { edits: { mount: "<%= name %>/" }, next: ["cd <%= name %>", "<% if (no) { %>x<% } %>"] },
    );
    assert.deepEqual(renderEdits(sample, { name: "blog" }), { mount: "blog/" });
    assert.deepEqual(renderNext(sample, { name: "blog", no: false }), ["cd blog"]);
  });
});
