/** A page that asks whether to delete, and deletes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defineForm, fields } from "../../src/forms/index.ts";
import { path } from "../../src/urls/index.ts";
import { DeleteView } from "../../src/views/index.ts";
import { openModels } from "../models/open.ts";
import { databases } from "../support/databases.ts";
import { Entry, siteOf } from "./site.ts";

class EntryDelete extends DeleteView<Entry> {
  override model = Entry;
  override successUrl = "/gone/{id}/{slug}/{{x}}/";
}

const templates = {
  "polls/entry_confirm_delete.html": "Delete {{ object }}?{{ view.delete }}{{ view.post }}",
};

for (const database of databases) {
  describe(`a DeleteView on ${database.vendor}`, { skip: database.skip }, () => {
    it("asks first, deletes on POST and DELETE, and leads where it says", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      const [one, two, three] = await Entry.objects.bulkCreate(
        ["one", "two", "three"].map((title) => ({
          title,
          slug: title,
          pubDate: new Date(0),
          day: "2026-05-04",
        })),
      );
      assert.ok(one && two && three);
      const ask = siteOf(
        [
          path("<int:pk>/", EntryDelete.asView()),
          path("nowhere/<int:pk>/", DeleteView.asView({ model: Entry })),
          path("wrong/<int:pk>/", EntryDelete.asView({ successUrl: "/{nme}/" })),
          path("proto/<int:pk>/", EntryDelete.asView({ successUrl: "/{constructor}/" })),
        ],
        templates,
      );
      assert.deepEqual((await ask(`/${one.id}/`)).body, "Delete one?");
      assert.equal((await ask(`/${one.id}/`, { method: "HEAD" })).status, 200);
      assert.equal((await ask(`/${one.id}/`, { method: "PUT" })).status, 405);
      const post = { method: "POST" };
      await assert.rejects(
        ask(`/nowhere/${one.id}/`, post),
        /No URL to redirect to\. Provide a successUrl\./,
      );
      await assert.rejects(ask(`/wrong/${one.id}/`, post), /'\{nme\}', but Entry has no such/);
      await assert.rejects(
        ask(`/proto/${one.id}/`, post),
        /'\{constructor\}', but Entry has no such/,
      );
      assert.equal(await Entry.objects.count(), 3);

      const deleted = await ask(`/${one.id}/`, post);
      assert.equal(deleted.status, 302);
      assert.equal(deleted.response?.headers.get("Location"), `/gone/${one.id}/one/%7Bx%7D/`);
      assert.equal((await ask(`/${two.id}/`, { method: "DELETE" })).status, 302);
      assert.equal((await ask(`/${two.id}/`, post)).status, 404);
      assert.deepEqual(await Entry.objects.valuesList("id", { flat: true }), [three.id]);
    });

    it("deletes what its own form allows, and asks again where it does not", async (t) => {
      await openModels(t, database, "polls", [Entry]);
      const entry = await Entry.objects.create({
        title: "one",
        slug: "one",
        pubDate: new Date(0),
        day: "2026-05-04",
      });
      class SureForm extends defineForm({ sure: fields.boolean() }) {}
      class Careful extends DeleteView<Entry, SureForm> {
        override model = Entry;
        override formClass = SureForm;
        override successUrl = "/gone/";
      }
      const ask = siteOf([path("<int:pk>/", Careful.asView())], {
        "polls/entry_confirm_delete.html": "{{ entry }} {{ form.sure.errors.0 }}{{ form.sure }}",
      });
      const box = '<input type="checkbox" name="sure" required id="id_sure">';
      assert.equal((await ask(`/${entry.id}/`)).body, `one ${box}`);
      const unsure = await ask(`/${entry.id}/`, { method: "POST" });
      assert.equal(unsure.status, 200);
      assert.match(unsure.body, /^one This field is required\.<input/);
      assert.equal(await Entry.objects.count(), 1);
      const sure = await ask(`/${entry.id}/`, {
        method: "POST",
        body: "sure=on",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
      });
      assert.equal(sure.response?.headers.get("Location"), "/gone/");
      assert.equal(await Entry.objects.count(), 0);
    });
  });
}
