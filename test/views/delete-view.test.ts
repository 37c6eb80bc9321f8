/** A page that asks whether to delete, and deletes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
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
        /DeleteView has no URL to redirect to/,
      );
      await assert.rejects(ask(`/wrong/${one.id}/`, post), /'\{nme\}', and Entry no such/);
      await assert.rejects(ask(`/proto/${one.id}/`, post), /'\{constructor\}', and Entry no such/);
      assert.equal(await Entry.objects.count(), 3);

      const deleted = await ask(`/${one.id}/`, post);
      assert.equal(deleted.status, 302);
      assert.equal(deleted.response?.headers.get("Location"), `/gone/${one.id}/one/%7Bx%7D/`);
      assert.equal((await ask(`/${two.id}/`, { method: "DELETE" })).status, 302);
      assert.equal((await ask(`/${two.id}/`, post)).status, 404);
      assert.deepEqual(await Entry.objects.valuesList("id", { flat: true }), [three.id]);
    });
  });
}
