/** The pages of users and groups, by a superuser. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Group, User } from "../../src/auth/index.ts";
import { makeDeskSite } from "./desk-site.ts";

describe("the admin's pages of users and groups", () => {
  it("add a user with a password, and go on to the rest of the user", async (t) => {
    const site = await makeDeskSite(t);
    const client = await site.visitor("superuser");
    const words = {
      username: "carla",
      usable_password: "true",
      password1: "another-word-7",
      password2: "another-word-8",
    };
    const wrong = await client.post("/admin/auth/user/add/", words);
    assert.equal(wrong.status, 200);
    assert.match(wrong.text, /The two password fields didn(’|&#x27;)t match\./);
    assert.equal(await User.objects.filter({ username: "carla" }).count(), 0);
    const right = await client.post("/admin/auth/user/add/", {
      ...words,
      password2: "another-word-7",
    });
    const carla = await User.objects.get({ username: "carla" });
    assert.equal(right.url, `/admin/auth/user/${carla.id}/change/`);
    assert.equal(await carla.checkPassword("another-word-7"), true);
    assert.equal(carla.isStaff, false);
  });

  it("set another's password, and take it away", async (t) => {
    const site = await makeDeskSite(t);
    const client = await site.visitor("superuser");
    const { id } = await site.user("plain");
    const page = `/admin/auth/user/${id}/password/`;
    const set = await client.post(page, {
      usable_password: "true",
      password1: "another-word-7",
      password2: "another-word-7",
      "set-password": "Change password",
    });
    assert.equal(set.url, `/admin/auth/user/${id}/change/`);
    assert.equal(await (await User.objects.get({ id })).checkPassword("another-word-7"), true);
    const contradictory = await client.post(page, { usable_password: "false" });
    assert.equal(contradictory.url, page);
    assert.equal((await User.objects.get({ id })).hasUsablePassword(), true);
    const unset = await client.post(page, {
      usable_password: "false",
      "unset-password": "Disable password-based authentication",
    });
    assert.equal(unset.url, `/admin/auth/user/${id}/change/`);
    assert.equal((await User.objects.get({ id })).hasUsablePassword(), false);
  });

  it("put a user into a group, and say so in recent actions", async (t) => {
    const site = await makeDeskSite(t);
    const client = await site.visitor("superuser");
    const { id, dateJoined } = await site.user("plain");
    const made = await client.post("/admin/auth/group/add/", { name: "Shelvers" });
    assert.equal(made.url, "/admin/auth/group/");
    const group = await Group.objects.get({ name: "Shelvers" });
    const [day = "", time = ""] = dateJoined.toISOString().split(/[T.]/);
    const saved = await client.post(`/admin/auth/user/${id}/change/`, {
      username: "plain",
      is_active: "on",
      groups: String(group.id),
      date_joined_0: day,
      date_joined_1: time,
      last_login_0: "",
      last_login_1: "",
    });
    assert.equal(saved.url, "/admin/auth/user/", saved.text);
    const user = await User.objects.get({ id });
    assert.deepEqual(
      (await user.groups.all()).map(({ name }) => name),
      ["Shelvers"],
    );
    assert.equal(await user.checkPassword("pw-plain"), true);
    const { text } = await client.get("/admin/");
    assert.match(text, /Changed:<\/span>\s*<a [^>]*>plain<\/a>\s*<span[^>]*>User<\/span>/);
  });
});
