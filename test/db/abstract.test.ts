/** Models that share fields and options have tables, indexes and constraints of their own. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { connectionFor } from "../../src/models/index.ts";
import { databases } from "../support/databases.ts";
import { assertTables } from "../support/tables.ts";
import { openApp } from "./polls/open.ts";
import { Page, Post } from "./shared/models.ts";

for (const database of databases) {
  describe(`an abstract model on ${database.vendor}`, { skip: database.skip }, () => {
    it("gives each model its fields, and its options where the model says nothing itself", async (t) => {
      const state = await openApp(t, database, "shared", new URL("shared/", import.meta.url));

      const tables = Array.from(state.keys(), (label) => state.get(label)).map((model) => ({
        table: model?.table,
        fields: Object.keys(model?.fields ?? {}),
        names: [...(model?.indexes ?? []), ...(model?.constraints ?? [])].map(({ name }) => name),
      }));
      assert.deepEqual(tables, [
        {
          table: "all_pages",
          fields: ["id", "made", "views", "path"],
          names: ["page_made", "shared_page_views"],
        },
        {
          table: "shared_post",
          fields: ["id", "made", "views", "title"],
          names: ["post_made", "shared_post_views"],
        },
      ]);
      await assertTables(connectionFor(), state);
      for (const day of [1, 2]) {
        const made = new Date(Date.UTC(2026, 0, day));
        await Post.objects.create({ title: `post ${day}`, made });
        await Page.objects.create({ path: `/${day}/`, made });
      }
      assert.deepEqual(
        (await Post.objects.all()).map(({ title }) => title),
        ["post 2", "post 1"],
      );
      assert.deepEqual(
        (await Page.objects.all()).map(({ path }) => path),
        ["/1/", "/2/"],
      );
      const negative = Post.objects.create({ title: "x", made: new Date(), views: -1 });
      await assert.rejects(negative, /shared_post_views/);
    });
  });
}
