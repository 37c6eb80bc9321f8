/** Whatever is sent to forms and form sets of models: errors, or values of their kinds that can be stored. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { FileSystemStorage } from "../../src/files/index.ts";
import { Random } from "../fuzz/random.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { everything, kept, Lax, Owner, randomModelPost, wrongValues } from "./random-models.ts";

for (const database of databases) {
  describe(`forms of models on ${database.vendor}`, { skip: database.skip }, () => {
    it("answer whatever is sent by errors or by values that can be stored, and can be shown again", async (t) => {
      await openModels(t, database, "all", everything);
      const location = await mkdtemp(join(tmpdir(), "mkweb-forms-"));
      t.after(() => rm(location, { recursive: true }));
      kept.storage = new FileSystemStorage({ location, baseUrl: "/media/" });
      for (const name of ["Ann", "Bob", "Cy"]) await Owner.objects.create({ name });
      await Lax.objects.create({});
      const random = new Random(20_261_129);
      let stored = 0;
      for (let at = 0; at < 200; at++) {
        const { made, forms, pairs } = await randomModelPost(random);
        const context = JSON.stringify(pairs);
        const isValid = await made.isValid();
        for (const form of forms()) assert.deepEqual(wrongValues(form), [], context);
        assert.doesNotMatch(String(await made.render()), /<script>alert/);
        if (!isValid) continue;
        await made.save();
        stored++;
      }
      assert.ok(stored > 10, `${stored} stored`);
    });
  });
}
