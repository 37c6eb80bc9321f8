/** Mistakes in models are found before anything uses the models, each with Django's id. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { App } from "../../src/conf/index.ts";
import { checkModels, loadModels, Registry, registerModels } from "../../src/models/index.ts";

/** What is said of the models of some apps. */
async function checked(...labels: readonly string[]) {
  const apps = labels.map((label): App => {
    const root = new URL(`${label}/`, import.meta.url);
    return { name: label, label, verboseName: label, root, module: {} };
  });
  const registry = new Registry();
  for (const { label, models } of await loadModels(apps)) registerModels(label, models, registry);
  return checkModels(registry.models);
}

describe("the checks of models", () => {
  it("say nothing of models that are right", async () => {
    assert.deepEqual(await checked("polls", "samples", "entries", "notes", "shared"), []);
  });

  it("find every mistake, name its model and field, and say what to do", async () => {
    const found = await checked("mistakes");

    const lines = found.map(({ id, object = "" }) => `${id} ${object.replace("mistakes.", "")}`);
    assert.deepEqual(lines.sort(), [
      "fields.E001 Names.trailing_",
      "fields.E002 Names.two__parts",
      "fields.E009 Kinds.short",
      "fields.E120 Kinds.noLength",
      "fields.E121 Kinds.zero",
      "fields.E130 Kinds.noDigits",
      "fields.E132 Kinds.noDigits",
      "fields.E134 Kinds.fewDigits",
      "fields.E160 Kinds.stamped",
      "fields.E304 Relations.again",
      "fields.E311 Relations.loose",
      "fields.E320 Relations.never",
      "fields.E321 Relations.unset",
      "mkweb.E001 Names.save",
      "mkweb.E002 Kinds.text",
      "mkweb.E002 Kinds.unlisted",
      "mkweb.E002 Kinds.wrong",
      "mkweb.E003 Relations.lost",
      "models.E007 Names",
      "models.E012 Kinds",
      "models.E012 Kinds",
      "models.E012 Kinds",
      "models.E013 Relations",
      "models.E015 Names",
      "models.E028 same_table",
      "models.E030 ",
      "models.E032 ",
      "models.E033 Kinds",
      "models.E034 Kinds",
    ]);
    assert.ok(found.every(({ level }) => level === "ERROR"));
    const one = found.find(({ id }) => id === "fields.E320");
    assert.equal(one?.message, "Field specifies on_delete=SET_NULL, but cannot be null.");
    assert.match(one?.hint ?? "", /\.nullable\(\)/);
  });

  it("name relations to models that no installed app has", async () => {
    const found = await checked("nowhere");

    assert.deepEqual(
      found.map(({ id, object }) => `${id} ${object}`),
      [
        "fields.E300 nowhere.Lost.elsewhere",
        "fields.E300 nowhere.Lost.nothing",
        "fields.E312 nowhere.Lost.unknown",
        "fields.E331 nowhere.Lost.between",
      ],
    );
    assert.match(found[0]?.message ?? "", /'Elsewhere', which is either not installed/);
  });
});
