import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { pathToFileURL } from "node:url";
import { explainMissingLibraries } from "../../src/connections/index.ts";

it("says what to install where the libraries behind models are missing", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "mkweb-missing-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "models.mjs");
  await writeFile(file, 'import "@mikro-orm/core";\n');

  const imported = import(pathToFileURL(file).href).catch(explainMissingLibraries);

  await assert.rejects(imported, {
    code: "MKWEB_MODELS_NOT_INSTALLED",
    hint: /^Run: npm install --save-exact @mikro-orm\/core@\d.*@mikro-orm\/sql@\d.* kysely@\d/,
  });
});

it("leaves every other failure as it is", () => {
  const failure = new Error("something else");
  assert.throws(() => explainMissingLibraries(failure), failure);
});
