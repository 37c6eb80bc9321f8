/** The tables of users as models, and models of a project that point to them. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";

import { Group, Permission, User } from "../../src/auth/models.ts";
import type { Settings } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { ContentType } from "../../src/contenttypes/index.ts";
import { closeModels, setupModels } from "../../src/models/index.ts";
import { createAuthTables } from "../support/auth-tables.ts";
import { databases } from "../support/databases.ts";
import { Note } from "./notes/models.ts";
import { makeSiteOn, openUsers } from "./on-databases.ts";
import { createUser, useUsers } from "./users.ts";

for (const database of databases) {
  describe(`the models of users on ${database.vendor}`, { skip: database.skip }, () => {
    it("are the users who log in", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      openUsers(t, settings);
      const { id } = await createUser(settings, { username: "ann", firstName: "Ann" });
      const ann = await User.objects.get({ username: "ann" });
      assert.equal(ann.id, id);
      assert.equal(String(ann), "ann");
      assert.equal(ann.lastLogin, null);
      assert.deepEqual(
        [ann.firstName, ann.lastName, ann.email, ann.isActive, ann.isStaff, ann.isSuperuser],
        ["Ann", "", "", true, false, false],
      );
      assert.ok(Date.now() - ann.dateJoined.getTime() < 60_000);
    });

    it("know content types and permissions, which migrate adds", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      await createAuthTables(settings, { permissions: true });
      openUsers(t, settings);
      const type = await ContentType.objects.get({ appLabel: "auth", model: "user" });
      assert.equal(String(type), "auth | user");
      const ofType = Permission.objects.filter({ contentType: type }).orderBy("codename");
      const names = await ofType.selectRelated("contentType");
      assert.deepEqual(names.map(String), [
        "auth | user | Can add user",
        "auth | user | Can change user",
        "auth | user | Can delete user",
        "auth | user | Can view user",
      ]);
    });

    it("are deleted with what belongs to them", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      await createAuthTables(settings, { permissions: true });
      openUsers(t, settings);
      const permission = await Permission.objects.first();
      assert.ok(permission);
      const group = await Group.objects.create({ name: "editors" });
      await group.permissions.add(permission);
      const ann = await User.objects.create({ username: "ann", password: "!" });
      await ann.groups.add(group);
      await ann.userPermissions.add(permission);
      const rows = async (table: string): Promise<number> =>
        (await getConnection(settings).all(`SELECT 1 FROM "${table}"`)).length;

      const [total] = await ann.delete();
      assert.equal(total, 3);
      assert.equal(await rows("auth_user"), 0);
      assert.equal(await rows("auth_user_groups"), 0);
      assert.equal(await rows("auth_user_user_permissions"), 0);
      assert.equal(await rows("auth_group_permissions"), 1);

      await ContentType.objects.all().delete();
      assert.equal(await rows("auth_permission"), 0);
      assert.equal(await rows("auth_group_permissions"), 0);
      assert.equal(await rows("auth_group"), 1);
    });

    it("may be pointed to by a project's models", async (t) => {
      const { settings } = await makeSiteOn(t, database);
      await openNotes(t, settings);
      const [ann, bob] = [
        await createUser(settings, { username: "ann" }),
        await createUser(settings, { username: "bob" }),
      ];
      await Note.objects.create({ text: "why?", author: ann.id, editor: bob.id });

      const [note] = await Note.objects.filter({ author: ann.id }).selectRelated("author");
      assert.equal(note?.author.username, "ann");

      await User.objects.filter({ id: bob.id }).delete();
      const [left] = await Note.objects.values("text", "editor");
      assert.deepEqual(left, { text: "why?", editor: null });
      await User.objects.filter({ id: ann.id }).delete();
      assert.equal(await Note.objects.count(), 0);
    });
  });
}

/** Tables as Django makes them: the database itself cascades nothing. */
async function openNotes(t: TestContext, settings: Settings): Promise<void> {
  const id = { sqlite: "integer PRIMARY KEY", postgresql: "bigserial PRIMARY KEY" };
  const connection = getConnection(settings);
  const user = `REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED`;
  await connection.run(
    `CREATE TABLE "notes_note" ("id" ${id[connection.vendor]}, "text" text NOT NULL,
      "author_id" integer NOT NULL ${user}, "editor_id" integer NULL ${user})`,
  );
  useUsers(settings);
  setupModels(settings, [
    { label: "contenttypes", models: [ContentType] },
    { label: "auth", models: [Permission, Group, User] },
    { label: "notes", models: [Note] },
  ]);
  t.after(closeModels);
}
