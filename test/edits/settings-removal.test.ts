/** Taking an app out of a list that somebody else may have written. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { removeInstalledApp } from "../../src/edits/index.ts";

/** The marked text goes; the rest stays. */
function loses(marked: string): void {
  const result = removeInstalledApp(marked.replaceAll(/[«»]/g, ""), "webapp");
  assert.equal(result.text, marked.replaceAll(/«[^»]*»/g, ""));
  assert.equal(result.changed, true);
  assert.equal(result.message, "Removed 'webapp' from INSTALLED_APPS in settings.ts.");
}

function refuses(source: string, reason: string): void {
  assert.throws(() => removeInstalledApp(source, "webapp"), {
    code: "MKWEB_SETTINGS_NOT_EDITABLE",
    message: `Cannot remove 'webapp' from INSTALLED_APPS in settings.ts: ${reason}.\nNo file was changed.`,
    hint: "Delete this from INSTALLED_APPS yourself: 'webapp',",
  });
}

describe("removeInstalledApp", () => {
  it("takes the first of a line", () => {
    loses("export const INSTALLED_APPS = [«'webapp', »'blog'];\n");
  });

  it("takes one between others", () => {
    loses("export const INSTALLED_APPS = ['a',« 'webapp',» 'b'];\n");
  });

  it("takes the only one", () => {
    loses("export const INSTALLED_APPS = [«'webapp'»];\n");
  });

  it("takes one written in other quotes", () => {
    loses("export const INSTALLED_APPS = ['a'«, \"webapp\"»];\n");
  });

  it("takes a line from the middle", () => {
    loses("export const INSTALLED_APPS = [\n  'a',\n«  'webapp',\n»  'b',\n];\n");
  });

  it("takes the first line", () => {
    loses("export const INSTALLED_APPS = [\r\n«  'webapp',\r\n»  'b',\r\n];\r\n");
  });

  it("takes the last line without a comma, and the comma before it", () => {
    loses("export const INSTALLED_APPS = [\n  'a'«,»«\n  'webapp'»\n];\n");
  });

  it("leaves the comment beside it, which is not ours", () => {
    loses("export const INSTALLED_APPS = [\n  «'webapp', »// the site\n  'b',\n];\n");
  });

  it("leaves a line it shares", () => {
    loses("export const INSTALLED_APPS = [\n  'a',« 'webapp',»\n  'b',\n];\n");
  });

  it("takes one of several lists", () => {
    loses("export default defineSettings({ X: ['webapp'], INSTALLED_APPS: [«'webapp'»] });\n");
  });

  it("leaves a list alone that does not have the app", () => {
    const source = "export const INSTALLED_APPS = ['a']; // 'webapp'\n";
    assert.deepEqual(removeInstalledApp(source, "webapp"), {
      text: source,
      changed: false,
      message: "INSTALLED_APPS in settings.ts has no 'webapp'.",
    });
  });

  it("refuses to choose between two", () => {
    refuses(
      "export const INSTALLED_APPS = ['webapp', 'a', 'webapp'];\n",
      "the list contains it more than once",
    );
  });

  it("refuses to reach into a condition", () => {
    refuses(
      "export const INSTALLED_APPS = [...(DEBUG ? ['webapp'] : [])];\n",
      "it is not an item of the list literal",
    );
  });

  it("refuses a list that is computed", () => {
    refuses(
      "export const INSTALLED_APPS = collect(['webapp']);\n",
      "INSTALLED_APPS is computed with collect() (line 1)",
    );
  });
});
