/** A project's own model of users, named by AUTH_USER_MODEL. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  AbstractUser,
  authenticate,
  getUserModel,
  Group,
  Permission,
  UserManager,
} from "../../src/auth/index.ts";
import { UserCreationForm } from "../../src/auth/forms/index.ts";
import { defineModelForm } from "../../src/forms/index.ts";
import modelBackend from "../../src/auth/backends/model.ts";
import { User } from "../../src/auth/models.ts";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { closeConnections, getConnection } from "../../src/connections/index.ts";
import { ContentType } from "../../src/contenttypes/index.ts";
import { currentState } from "../../src/migrations/index.ts";
import {
  closeModels,
  connectionFor,
  defineModel,
  fields,
  models,
  setupModels,
} from "../../src/models/index.ts";
import { requestTo } from "../http/request-to.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createAuthTables } from "../support/auth-tables.ts";
import { makeTables } from "../support/tables.ts";
import { QUICK_HASHER } from "./site.ts";

class Members extends UserManager<Member> {}

class Member extends AbstractUser.defineModel(
  () => Member,
  { nickname: fields.char(50).default("") },
  { querySet: Members },
) {
  static readonly EMAIL_FIELD = "email";

  override getShortName(): string {
    return this.nickname || super.getShortName();
  }
}

class Note extends defineModel(() => Note, {
  text: fields.text(),
  author: fields.foreignKey(() => getUserModel(), { onDelete: "cascade" }),
}) {}

async function settingsFor(t: TestContext, database: TestDatabase): Promise<Settings> {
  process.env["TEST_DATABASE_URL"] = await database.url(t);
  const settings = completeSettings({
    BASE_DIR: new URL("./", import.meta.url),
    SECRET_KEY: "k",
    AUTH_USER_MODEL: "accounts.Member",
    PASSWORD_HASHERS: [QUICK_HASHER],
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return settings;
}

async function open(t: TestContext, database: TestDatabase): Promise<Settings> {
  const settings = await settingsFor(t, database);
  setupModels(settings, [
    { label: "contenttypes", models: [ContentType] },
    { label: "auth", models: [Permission, Group, User] },
    { label: "accounts", models: [Member, Note] },
  ]);
  t.after(closeModels);
  await makeTables(connectionFor(), await currentState(models.models));
  return settings;
}

for (const database of databases) {
  describe(`AUTH_USER_MODEL on ${database.vendor}`, { skip: database.skip }, () => {
    it("is who logs in, who relations point to, and what getUserModel answers", async (t) => {
      const settings = await open(t, database);
      assert.equal(getUserModel(), Member);
      const ann = await Member.objects.createUser("ann", "Ann@Example.com", "pw", {
        nickname: "Annie",
      });
      assert.equal(ann.email, "Ann@example.com");
      const request = requestTo("/", { settings });
      const found = await authenticate(request, { username: "ann", password: "pw" });
      assert.ok(found instanceof Member);
      assert.equal(found.getShortName(), "Annie");
      assert.equal((await modelBackend(settings).getUser(String(ann.pk)))?.pk, ann.pk);
      const note = await Note.objects.create({ text: "x", author: ann.pk });
      assert.equal(Reflect.get(await note.author, "nickname"), "Annie");
    });

    it("is made by a form of its own", async (t) => {
      await open(t, database);
      class JoinForm extends defineModelForm(UserCreationForm, {
        model: Member,
        fields: ["username", "nickname"],
      }) {}
      const data = { username: "ann", password1: "pw-of-ann", password2: "pw-of-ann" };
      const form = new JoinForm({ data: { ...data, nickname: "Annie" } });
      const ann: unknown = await form.save();
      assert.ok(ann instanceof Member);
      assert.equal(ann.nickname, "Annie");
      assert.equal(await ann.checkPassword("pw-of-ann"), true);
      const again = new JoinForm({ data: { ...data, username: "Ann", nickname: "x" } });
      assert.equal(await again.isValid(), false);
      assert.equal(again.hasError("username", "unique"), true);
    });

    it("has permissions of its own and of its groups", async (t) => {
      await open(t, database);
      const ann = await Member.objects.createUser("ann");
      const contentType = await ContentType.objects.create({ appLabel: "polls", model: "poll" });
      const [add, change] = await Permission.objects.bulkCreate([
        { name: "Can add poll", contentType, codename: "add_poll" },
        { name: "Can change poll", contentType, codename: "change_poll" },
      ]);
      assert.ok(add && change);
      const group = await Group.objects.create({ name: "editors" });
      await group.permissions.add(change);
      await ann.groups.add(group);
      await ann.userPermissions.add(add);
      const again = await Member.objects.get({ pk: ann.pk });
      assert.deepEqual([...(await again.getAllPermissions())].sort(), [
        "polls.add_poll",
        "polls.change_poll",
      ]);
    });

    it("leaves no table, type or permission of Django's usual users after migrate", async (t) => {
      const settings = await settingsFor(t, database);
      await createAuthTables(settings, { permissions: true });
      const connection = getConnection(settings);
      await assert.rejects(connection.all("select * from auth_user"));
      await assert.rejects(connection.all("select * from auth_user_groups"));
      const types = await connection.all("select model from django_content_type order by model");
      assert.deepEqual(
        types.map(({ model }) => model),
        ["contenttype", "group", "permission"],
      );
    });

    it("is what a visitor's page asks for, where a Django beside has users of its own", async (t) => {
      const settings = completeSettings({
        ...(await settingsFor(t, database)),
        AUTH_USER_MODEL: "auth.User",
      });
      setupModels(settings, [
        { label: "contenttypes", models: [ContentType] },
        { label: "auth", models: [Permission, Group, User] },
      ]);
      t.after(closeModels);
      await assert.rejects(modelBackend(settings).getUser("1"), {
        message: "Users are asked for, and there is no table auth_user (auth.User).",
        hint: "Run node manage migrate. If a Django site with its own user model created this database, declare that model and name it in AUTH_USER_MODEL.",
      });
    });

    it("leaves no table for the model it takes the place of", async (t) => {
      await open(t, database);
      assert.equal(models.get("auth.User"), undefined);
      assert.throws(() => User.objects, /User belongs to no installed app/);
      assert.ok(models.get("accounts.Member"));
    });
  });
}
