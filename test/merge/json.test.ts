import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mergeJson } from "../../src/merge/index.ts";

const lay = (value: unknown, indent: string | number = 2): string =>
  `${JSON.stringify(value, undefined, indent)}\n`;

function merge(base: unknown, ours: string, theirs: unknown) {
  const merged = mergeJson({ base: lay(base), ours, theirs: lay(theirs) });
  assert.ok(merged);
  return merged;
}

const base = {
  name: "site",
  scripts: { start: "node manage runserver", test: "node manage test" },
  dependencies: { "@mikro-orm/core": "7.2.1", mkweb: "^0.1.0" },
  devDependencies: { typescript: "^7.0.2" },
};
const theirs = {
  name: "site",
  version: "0.0.0",
  scripts: { start: "node site/server.ts", test: "node manage test" },
  dependencies: { mkweb: "^0.2.0" },
  devDependencies: { typescript: "^7.1.0" },
};

describe("merging package.json", () => {
  it("moves, adds and takes out what the new version does, beside what the user added", () => {
    const ours = {
      ...base,
      scripts: { ...base.scripts, lint: "oxlint" },
      dependencies: { ...base.dependencies, zod: "^4.0.0" },
    };
    const { text, conflicts } = merge(base, lay(ours), theirs);
    assert.deepEqual(conflicts, []);
    assert.equal(
      text,
      lay({
        name: "site",
        version: "0.0.0",
        scripts: { start: "node site/server.ts", test: "node manage test", lint: "oxlint" },
        dependencies: { mkweb: "^0.2.0", zod: "^4.0.0" },
        devDependencies: { typescript: "^7.1.0" },
      }),
    );
  });

  for (const [what, indent] of [
    ["four spaces", 4],
    ["tabs", "\t"],
  ] as const) {
    it(`keeps the user's order of keys, and a layout with ${what}`, () => {
      const { name, scripts, dependencies, devDependencies } = base;
      const { text } = merge(
        base,
        lay({ private: true, devDependencies, dependencies, scripts, name }, indent),
        theirs,
      );
      const { version } = theirs;
      const wanted = { private: true, ...theirs, devDependencies: theirs.devDependencies };
      assert.deepEqual(JSON.parse(text), wanted);
      assert.deepEqual(Object.keys(JSON.parse(text)), [
        "private",
        "devDependencies",
        "dependencies",
        "scripts",
        "name",
        "version",
      ]);
      assert.equal(version, "0.0.0");
      assert.equal(text, lay(JSON.parse(text), indent));
    });
  }

  it("keeps line ends of Windows", () => {
    const { text } = merge(base, lay(base).replaceAll("\n", "\r\n"), theirs);
    assert.equal(text, lay(theirs).replaceAll("\n", "\r\n"));
  });

  it("keeps the user's value where both changed one, and tells both", () => {
    const ours = { ...base, devDependencies: { typescript: "6.9.0" } };
    const { text, conflicts } = merge(base, lay(ours), theirs);
    assert.deepEqual(conflicts, [
      {
        path: ["devDependencies", "typescript"],
        base: "^7.0.2",
        ours: "6.9.0",
        theirs: "^7.1.0",
      },
    ]);
    assert.deepEqual(JSON.parse(text), { ...theirs, devDependencies: { typescript: "6.9.0" } });
    assert.doesNotMatch(text, /<<<<<<</);
  });

  it("leaves out what the user took out", () => {
    const { devDependencies: _, ...ours } = base;
    const { text, conflicts } = merge(base, lay(ours), theirs);
    const { devDependencies: _also, ...wanted } = theirs;
    assert.deepEqual(JSON.parse(text), wanted);
    assert.deepEqual(conflicts, []);
  });

  it("merges lists of texts as sets", () => {
    const list = (...types: string[]): { types: string[] } => ({ types });
    const { text } = merge(
      list("node", "old"),
      lay(list("mine", "node", "old")),
      list("node", "new"),
    );
    assert.deepEqual(JSON.parse(text), list("mine", "node", "new"));
  });

  it("lays a list out as it was, on one line or on many", () => {
    const one = mergeJson({
      base: '{ "types": ["a"] }',
      ours: '{\n  "types": ["a", "mine"]\n}\n',
      theirs: '{ "types": ["a", "b"] }',
    });
    assert.equal(one?.text, '{\n  "types": ["a", "b", "mine"]\n}\n');
    const many = mergeJson({
      base: '{ "types": ["a"] }',
      ours: '{\n\t"types": [\n\t\t"a",\n\t\t"mine"\n\t]\n}\n',
      theirs: '{ "types": ["a", "b"] }',
    });
    assert.equal(many?.text, '{\n\t"types": [\n\t\t"a",\n\t\t"b",\n\t\t"mine"\n\t]\n}\n');
  });

  it("keeps comments and trailing commas", () => {
    const ours = '{\n  // Mine.\n  "types": ["node"], // these\n  "noEmit": true,\n}\n';
    const merged = mergeJson({
      base: '{\n  "types": ["node"],\n  "noEmit": true\n}\n',
      ours,
      theirs: '{\n  // Theirs.\n  "types": ["node"],\n  "noEmit": false\n}\n',
    });
    assert.equal(merged?.text, ours.replace("true", "false"));
  });

  it("sets no prototype, whatever the keys are", () => {
    const odd = '{\n  "__proto__": { "isAdmin": true },\n  "constructor": 2\n}\n';
    const merged = mergeJson({ base: "{}", ours: '{ "x": 1 }', theirs: odd });
    assert.deepEqual(JSON.parse(merged?.text ?? ""), JSON.parse(odd.replace("{", '{ "x": 1,')));
    assert.equal(Reflect.get({}, "isAdmin"), undefined);
  });

  it("leaves to others what is not JSON, or says one key twice", () => {
    assert.equal(mergeJson({ base: "{}", ours: "{ nope", theirs: '{ "a": 1 }' }), undefined);
    assert.equal(mergeJson({ base: "{}", ours: "[]", theirs: '{ "a": 1 }' }), undefined);
    const twice = '{ "a": 1, "a": 2 }';
    assert.equal(mergeJson({ base: '{ "a": 2 }', ours: twice, theirs: '{ "a": 3 }' }), undefined);
  });
});
