/** Undo takes an update back, byte for byte, records included. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { oldProject, versions } from "./support.ts";

describe("undo after update", () => {
  for (const version of versions) {
    it(`restores the project byte for byte: ${version}`, async (t) => {
      const project = await oldProject(t, version);
      await project.write(
        "mysite/settings.ts",
        `${await project.read("mysite/settings.ts")}// mine\n`,
      );
      await rm(join(project.path, "blog/tests.ts"));
      const before = project.snapshot();
      await project.update();
      assert.notDeepEqual(project.snapshot(), before);

      const { status, stderr } = await project.run(["undo"]);

      assert.equal(status, 0, stderr);
      assert.deepEqual(project.snapshot(), before);
    });
  }

  it("takes markers out again", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await project.write("manage.js", "mine\n");
    const before = project.snapshot();
    assert.equal((await project.update()).status, 1);
    assert.match(await project.read("manage.js"), /^<<<<<<< yours$/m);
    assert.equal((await project.run(["undo"])).status, 0);
    assert.deepEqual(project.snapshot(), before);
  });

  it("lets the same update be made again", async (t) => {
    const project = await oldProject(t, "with-mikroorm");
    await project.update();
    const updated = project.snapshot();
    await project.run(["undo"]);
    assert.equal((await project.update()).status, 0);
    assert.deepEqual(project.snapshot(), updated);
  });
});
