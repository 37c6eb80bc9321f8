import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { checkVariables, loadBlueprint } from "../../src/scaffold/index.ts";
import { emptyFolder } from "./folder.ts";
import { blueprint } from "./sample-blueprint.ts";

describe("loadBlueprint", () => {
  it("says which blueprint is not there", (t) => {
    const url = pathToFileURL(`${emptyFolder(t)}/none/`);
    assert.throws(() => loadBlueprint(url), {
      code: "MKWEB_READ_FAILED",
      message: /none\/: No such file or directory\.$/,
    });
  });

  const wrong: readonly (readonly [why: string, manifest: string])[] = [
    ["not JSON", "{"],
    ["not an object", "[]"],
    ['"describe" is not a text', '{"describe": 1}'],
    ['unknown key "edit"', '{"describe": "", "edit": {}}'],
    ['"next" is not a list of texts', '{"describe": "", "next": "x"}'],
    ['"edits" is not an object of texts', '{"describe": "", "edits": {"a": 1}}'],
    ['"modes" holds something else than "0600"', '{"describe": "", "modes": {"a": "rw"}}'],
    ['"variables" is not an object of objects', '{"describe": "", "variables": {"a": 1}}'],
    ['variable "a": "describe" is not a text', '{"describe": "", "variables": {"a": {}}}'],
    [
      'variable "a": "pattern" is not a regular expression',
      '{"describe": "", "variables": {"a": {"describe": "", "pattern": "("}}}',
    ],
    [
      'variable "a": unknown key "pattren"',
      '{"describe": "", "variables": {"a": {"describe": "", "pattren": ""}}}',
    ],
  ];
  for (const [why, manifest] of wrong) {
    it(`refuses a manifest: ${why}`, (t) => {
      assert.throws(
        () => blueprint(t, {}, manifest),
        (error: Error & { code?: string }) => {
          assert.equal(error.code, "MKWEB_BLUEPRINT_INVALID");
          assert.ok(error.message.includes(`blueprint.json: ${why}`), error.message);
          return true;
        },
      );
    });
  }
});

describe("checkVariables", () => {
  const manifest = {
    variables: {
      app_name: {
        describe: "Name of the app",
        pattern: "^\\p{XID_Start}[\\p{XID_Continue}]*$",
        reserved: ["test"],
        invalid: "'<%= value %>' is not a valid app name.",
      },
      title: { describe: "Title", default: "Untitled" },
    },
  };

  it("returns every variable, with defaults", (t) => {
    assert.deepEqual(checkVariables(blueprint(t, {}, manifest), { app_name: "Été" }), {
      app_name: "Été",
      title: "Untitled",
    });
  });

  it("says what does not match, in the manifest's words", (t) => {
    assert.throws(() => checkVariables(blueprint(t, {}, manifest), { app_name: "7x" }), {
      code: "MKWEB_VARIABLE_INVALID",
      message: "'7x' is not a valid app name.",
    });
  });

  it("refuses a reserved value", (t) => {
    assert.throws(() => checkVariables(blueprint(t, {}, manifest), { app_name: "test" }), {
      code: "MKWEB_VARIABLE_INVALID",
      message: "'test' is reserved; choose another app_name.",
    });
  });

  it("refuses a missing and an unknown answer", (t) => {
    const sample = blueprint(t, {}, manifest);
    assert.throws(() => checkVariables(sample, { app_name: undefined }), {
      message: 'No value for "app_name" (Name of the app).',
    });
    assert.throws(() => checkVariables(sample, { app_name: "a", colour: "red" }), {
      message: 'The blueprint "sample" does not ask for "colour".',
    });
  });
});
