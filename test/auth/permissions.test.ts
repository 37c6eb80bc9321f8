import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { AnonymousUser, type AuthUser } from "../../src/auth/index.ts";
import { auth } from "../../src/auth/context-processors.ts";
import { Group, Permission, User } from "../../src/auth/models.ts";
import type { Settings } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { HttpRequest } from "../../src/http/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { requestTo } from "../http/request-to.ts";
import { noDjango, noDjangoOnPostgres, runDjango } from "./django.ts";
import { makeSiteOn, openUsers } from "./on-databases.ts";
import { createSuperuser, createUser } from "./users.ts";
import type { AuthSite } from "./site.ts";

const engine = new Engine({
  contextProcessors: [
    (request) => {
      assert.ok(request instanceof HttpRequest);
      return { ...auth(request) };
    },
  ],
});

/** Ann may add polls herself, and change them as an editor; nobody may delete them. */
async function editors(
  t: TestContext,
  database: TestDatabase,
): Promise<{ readonly site: AuthSite; readonly ann: AuthUser }> {
  const site = await makeSiteOn(t, database);
  openUsers(t, site.settings);
  const [{ id: contentType } = { id: 0 }] = await getConnection(site.settings).all(
    `INSERT INTO "django_content_type" ("app_label", "model") VALUES ('polls', 'poll') RETURNING "id"`,
  );
  const [add, change] = await Permission.objects.bulkCreate(
    ["add", "change", "delete"].map((action) => ({
      name: `Can ${action} poll`,
      contentType: Number(contentType),
      codename: `${action}_poll`,
    })),
  );
  assert.ok(add && change);
  const { id } = await createUser(site.settings, { username: "ann", password: "pw" });
  const row = await User.objects.get({ id });
  await row.userPermissions.add(add);
  const group = await Group.objects.create({ name: "editors" });
  await group.permissions.add(change);
  await row.groups.add(group);
  return { site, ann: await again(site.settings, id) };
}

/** Permissions are asked once for each object of a user. */
async function again(settings: Settings, id: number): Promise<AuthUser> {
  const { default: modelBackend } = await import("../../src/auth/backends/model.ts");
  const user = await modelBackend(settings).getUser(String(id));
  assert.ok(user instanceof User);
  return user;
}

for (const database of databases) {
  const withoutDjango = database.vendor === "sqlite" ? noDjango : noDjangoOnPostgres;
  describe(`permissions on ${database.vendor}`, { skip: database.skip }, () => {
    it("come from the user and from the user's groups", async (t) => {
      const { ann } = await editors(t, database);
      assert.deepEqual([...(await ann.getUserPermissions())], ["polls.add_poll"]);
      assert.deepEqual([...(await ann.getGroupPermissions())], ["polls.change_poll"]);
      assert.deepEqual([...(await ann.getAllPermissions())].sort(), [
        "polls.add_poll",
        "polls.change_poll",
      ]);
      assert.equal(await ann.hasPerm("polls.add_poll"), true);
      assert.equal(await ann.hasPerm("polls.delete_poll"), false);
      assert.equal(await ann.hasPerms(["polls.add_poll", "polls.change_poll"]), true);
      assert.equal(await ann.hasPerms(["polls.add_poll", "polls.delete_poll"]), false);
      assert.equal(await ann.hasModulePerms("polls"), true);
      assert.equal(await ann.hasModulePerms("poll"), false);
    });

    it("are never granted for single objects by the model backend", async (t) => {
      const { ann } = await editors(t, database);
      assert.equal(await ann.hasPerm("polls.add_poll", { id: 1 }), false);
      assert.equal((await ann.getAllPermissions({ id: 1 })).size, 0);
    });

    it("are all a superuser's, known ones or not, and none of an inactive user's", async (t) => {
      const { site, ann } = await editors(t, database);
      const root = await createSuperuser(site.settings, { username: "root" });
      assert.deepEqual(
        [...(await root.getAllPermissions())].filter((each) => each.startsWith("polls.")).sort(),
        ["polls.add_poll", "polls.change_poll", "polls.delete_poll"],
      );
      assert.equal(await root.hasPerm("nothing.of_the_kind"), true);
      assert.equal(await root.hasModulePerms("nothing"), true);

      root.isActive = false;
      assert.equal(await root.hasPerm("polls.add_poll"), false);
      assert.equal(await root.hasModulePerms("polls"), false);
      assert.deepEqual([...(await root.getAllPermissions())], []);
      assert.equal(await ann.hasPerm("polls.add_poll"), true);
      ann.isActive = false;
      assert.equal(await ann.hasPerm("polls.add_poll"), false);
    });

    it("are the same for Django on the same database", { skip: withoutDjango }, async (t) => {
      const { site, ann } = await editors(t, database);
      const url = process.env["TEST_DATABASE_URL"] ?? "";
      const answers: unknown = JSON.parse(
        runDjango(
          url,
          `
import json
from django.contrib.auth.models import Group, Permission, User
ann = User.objects.get(username="ann")
print(json.dumps([sorted(ann.get_user_permissions()), sorted(ann.get_group_permissions()),
                  ann.has_perm("polls.add_poll"), ann.has_perm("polls.delete_poll"), ann.has_module_perms("polls")]))
Group.objects.get(name="editors").permissions.add(Permission.objects.get(codename="delete_poll"))
`,
        ),
      );
      assert.deepEqual(answers, [["polls.add_poll"], ["polls.change_poll"], true, false, true]);
      const later = await again(site.settings, ann.id);
      assert.equal(await later.hasPerm("polls.delete_poll"), true);
    });

    it("and groups can be asked for of a visitor who is not logged in, who has none", async (t) => {
      const { site } = await editors(t, database);
      const visitor: HttpRequest["user"] = new AnonymousUser(site.settings);
      assert.equal(await visitor.groups.filter({ name: "editors" }).exists(), false);
      assert.deepEqual(await visitor.userPermissions.all(), []);
    });

    it("are shown to templates written for Django", async (t) => {
      const { site, ann } = await editors(t, database);
      const root = await createSuperuser(site.settings, { username: "root" });
      const page = engine.fromString(
        "{% if perms.polls %}polls {% endif %}{% if perms.shop %}shop {% endif %}" +
          "{{ perms.polls.add_poll }} {{ perms.polls.delete_poll }} {{ perms.shop.buy }}" +
          "{% if 'polls.change_poll' in perms %} changes{% endif %}" +
          "{% if 'polls.delete_poll' in perms %} deletes{% endif %}" +
          "{% if 'polls' in perms %} any{% endif %}{% if 'shop' in perms %} buys{% endif %}",
      );
      const seenBy = async (user: HttpRequest["user"]): Promise<string> => {
        const request = requestTo("/", { settings: site.settings });
        Object.assign(request, { user });
        return page.render({}, request);
      };
      assert.equal(await seenBy(ann), "polls True False False changes any");
      assert.equal(await seenBy(root), "polls shop True True True changes deletes any");
      assert.equal(await seenBy(new AnonymousUser(site.settings)), "False False False");
    });
  });
}
