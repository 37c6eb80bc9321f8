/** The acceptance site as it is without its drivers: the commands it is run with, and its own fixture. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { databases } from "../support/databases.ts";
import { manage, startSite } from "./serving.ts";

interface Row {
  readonly model: string;
  readonly pk?: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

for (const { vendor, skip, url } of databases) {
  describe(`the acceptance site on ${vendor}`, { skip }, () => {
    it("migrates, loads its own fixture, and finds nothing wrong with itself", async (t) => {
      const database = await url(t);
      const succeeds = async (...words: string[]): Promise<string> => {
        const run = await manage(database, ...words);
        assert.equal(run.status, 0, run.stderr);
        return run.stdout + run.stderr;
      };
      await succeeds("migrate");
      assert.match(await succeeds("makemigrations", "--check"), /No changes detected/);
      assert.match(await succeeds("check"), /no issues/);
      assert.match(await succeeds("loaddata", "library"), /^Installed 31 object\(s\)/m);
    });

    it("keeps the moments that a fixture says, whether its rows are new or there already", async (t) => {
      const database = await url(t);
      await manage(database, "migrate");
      for (const _ of ["new", "there already"]) {
        await manage(database, "loaddata", "library");
        const books: readonly Row[] = JSON.parse(
          (await manage(database, "dumpdata", "library.Book")).stdout,
        );
        const [book] = books;
        assert.equal(book?.fields["created"], "2026-01-01T00:00:00Z");
      }
    });

    it("names groups, permissions and users by natural keys in what it dumps, and loads it", async (t) => {
      const database = await url(t);
      await manage(database, "migrate");
      await manage(database, "loaddata", "library");
      const dump = async (...words: string[]): Promise<readonly Row[]> => {
        const natural = ["--natural-foreign", "--natural-primary"];
        const run = await manage(database, "dumpdata", ...words, ...natural);
        assert.equal(run.status, 0, run.stderr);
        return JSON.parse(run.stdout);
      };
      const [viewers] = await dump("auth.Group");
      assert.ok(viewers);
      assert.equal(viewers.pk, undefined);
      assert.equal(viewers.fields["name"], "Viewers");
      const permissions = viewers.fields["permissions"];
      assert.ok(Array.isArray(permissions));
      assert.ok(permissions.some((each) => String(each) === "view_author,library,author"));
      assert.equal(permissions.length, 7);

      const clerk = (await dump("auth.User")).find(({ fields }) => fields["username"] === "clerk");
      assert.deepEqual(clerk?.fields["groups"], [["Desk"]]);

      const permission = (await dump("auth.Permission")).find(
        ({ fields }) => fields["codename"] === "can_mark_returned",
      );
      assert.deepEqual(permission?.fields["content_type"], ["library", "bookinstance"]);

      const again = await manage(database, "loaddata", "library");
      assert.match(again.stderr, /^Installed 31 object\(s\)/m);
    });

    it("ends when it is told to", async (t) => {
      const { process } = await startSite(await url(t));
      process.child.kill("SIGTERM");
      assert.equal(await process.ended(), 0, process.output());
    });
  });
}
