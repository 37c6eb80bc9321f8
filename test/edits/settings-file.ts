/** How the tests of INSTALLED_APPS are written: one settings file, with «marks» around what is new. */
import assert from "node:assert/strict";
import { addInstalledApp, removeInstalledApp } from "../../src/edits/index.ts";

/**
 * Adding 'webapp' to the file without the marked text gives the file with it; adding it again
 * changes nothing; removing it gives back the file as it was.
 */
export function gains(marked: string): void {
  const before = marked.replaceAll(/«[^»]*»/g, "");
  const after = marked.replaceAll(/[«»]/g, "");
  assert.notEqual(before, after, "the test marks nothing");

  const added = addInstalledApp(before, "webapp");
  assert.equal(added.text, after);
  assert.equal(added.changed, true);
  assert.equal(added.message, "Added 'webapp' to INSTALLED_APPS in settings.ts.");

  const again = addInstalledApp(after, "webapp");
  assert.equal(again.text, after);
  assert.equal(again.changed, false);

  assert.equal(removeInstalledApp(after, "webapp").text, before);
}

/** The file names 'webapp' already: adding it changes nothing and says so. */
export function keeps(source: string): void {
  assert.deepEqual(addInstalledApp(source, "webapp"), {
    text: source,
    changed: false,
    message: "INSTALLED_APPS in settings.ts already has 'webapp'.",
  });
}

/** Adding 'webapp' is refused for this reason, with the line to paste. */
export function refuses(source: string, reason: string): void {
  assert.throws(() => addInstalledApp(source, "webapp", "myproject/settings.ts"), {
    name: "MkwebError",
    code: "MKWEB_SETTINGS_NOT_EDITABLE",
    message:
      `Cannot add 'webapp' to INSTALLED_APPS in myproject/settings.ts: ${reason}.\n` +
      "No file was changed.",
    hint: "Add this line to INSTALLED_APPS yourself: 'webapp',",
  });
}
