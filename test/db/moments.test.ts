/** Fields that hold the moment of saving. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { databases } from "../support/databases.ts";
import { Note } from "./notes/models.ts";
import { openApp } from "./polls/open.ts";

const notes = new URL("notes/", import.meta.url);
const LONG_AGO = new Date(0);
const again = (id: number): Promise<Note> => Note.objects.get({ id });

for (const database of databases) {
  describe(`autoNow and autoNowAdd on ${database.vendor}`, { skip: database.skip }, () => {
    it("set the moment of every save, and of the first", async (t) => {
      await openApp(t, database, "notes", notes);
      const begun = Date.now();
      const note = await Note.objects.create({ text: "one", made: LONG_AGO });
      assert.ok(note.made.getTime() >= begun && note.made.getTime() <= Date.now());

      await setTimeout(5);
      await note.save();
      const saved = await again(note.id);
      assert.deepEqual(saved.made, note.made);
      assert.ok(saved.changed > saved.made, "a save without another change counts");
    });

    it("are left alone by update(), as in Django", async (t) => {
      await openApp(t, database, "notes", notes);
      const { id, changed } = await Note.objects.create({ text: "one" });
      await setTimeout(5);
      await Note.objects.filter({ id }).update({ text: "two" });
      assert.deepEqual((await again(id)).changed, changed);
    });

    it("are set by bulkCreate()", async (t) => {
      await openApp(t, database, "notes", notes);
      const [first] = await Note.objects.bulkCreate([{ text: "a", made: LONG_AGO }, { text: "b" }]);
      assert.ok(first && first.made > LONG_AGO && first.changed > LONG_AGO);
    });

    it("need no value to be valid", async (t) => {
      await openApp(t, database, "notes", notes);
      await new Note({ text: "valid" }).fullClean();
    });
  });
}
