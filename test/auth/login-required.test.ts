import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import {
  authenticate,
  login,
  loginRequired,
  permissionRequired,
  userPassesTest,
  type AuthUser,
} from "../../src/auth/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { HttpResponse, PermissionDenied, type HttpRequest } from "../../src/http/index.ts";
import { path, setUrlconf } from "../../src/urls/index.ts";
import { makeAuthSite, type AuthSite, type Visitor } from "./site.ts";

const secret = (_request: HttpRequest): HttpResponse => new HttpResponse("secret");

before(() => setUrlconf([path("staff/entrance/", secret, { name: "entrance" })]));
after(() => setUrlconf(undefined));

async function loggedIn(site: AuthSite, username: string): Promise<Visitor> {
  const browser = site.visitor();
  await browser.visit(async (request) => {
    const user = await authenticate(request, { username, password: "pw" });
    assert.ok(user);
    await login(request, user);
  });
  return browser;
}

async function goesTo(
  t: TestContext,
  LOGIN_URL: string,
  target: string,
  options: Parameters<typeof loginRequired>[1] = {},
): Promise<string | undefined> {
  const site = await makeAuthSite(t, { LOGIN_URL });
  const response = await site.visitor().visit(loginRequired(secret, options), target);
  assert.equal(response.status, 302);
  return response.headers.get("Location");
}

describe("loginRequired", () => {
  it("lets in who is logged in", async (t) => {
    const site = await makeAuthSite(t);
    await site.addUser({ username: "ann", password: "pw" });
    const browser = await loggedIn(site, "ann");
    const response = await browser.visit(loginRequired(secret));
    assert.equal(response.status, 200);
  });

  it("sends all others to LOGIN_URL, with the way back quoted as Django does", async (t) => {
    assert.equal(
      await goesTo(t, "/accounts/login/", "/private/?a=1&b=2"),
      "/accounts/login/?next=/private/%3Fa%3D1%26b%3D2",
    );
    assert.equal(
      await goesTo(t, "/in/?x=1#top", "/%C3%A4%20b/"),
      "/in/?x=1&next=/%25C3%25A4%2520b/#top",
    );
    assert.equal(await goesTo(t, "/in/?next=/old/", "/new/"), "/in/?next=/new/");
    assert.equal(await goesTo(t, "entrance", "/a/"), "/staff/entrance/?next=/a/");
  });

  it("names the whole address where the login is on another host", async (t) => {
    assert.equal(
      await goesTo(t, "https://login.example.com/", "/a/"),
      "https://login.example.com/?next=http%3A//testserver/a/",
    );
    assert.equal(await goesTo(t, "//testserver/in/", "/a/"), "//testserver/in/?next=/a/");
  });

  it("takes another login page, another name for the way back, or none", async (t) => {
    const own = { loginUrl: "/staff/", redirectFieldName: "to" };
    assert.equal(await goesTo(t, "/accounts/login/", "/a/", own), "/staff/?to=/a/");
    const bare = { redirectFieldName: null };
    assert.equal(await goesTo(t, "/accounts/login/", "/a/", bare), "/accounts/login/");
  });
});

describe("userPassesTest", () => {
  it("asks the test, at once or later", async (t) => {
    const site = await makeAuthSite(t);
    await site.addUser({ username: "ann", password: "pw", isStaff: true });
    const ann = await loggedIn(site, "ann");
    const staff = userPassesTest((user) => user.isStaff)(secret);
    const later = userPassesTest(async (user) => user.isStaff)(secret);
    for (const view of [staff, later]) {
      assert.equal((await ann.visit(view)).status, 200);
      assert.equal((await site.visitor().visit(view)).status, 302);
    }
    assert.equal(staff.name, "secret");
  });
});

describe("permissions", () => {
  const add = permissionRequired("polls.add_poll")(secret);
  const both = permissionRequired(["polls.add_poll", "polls.delete_poll"])(secret);
  const strict = permissionRequired("polls.delete_poll", { raiseException: true })(secret);

  async function siteWithPermissions(t: TestContext): Promise<AuthSite> {
    const site = await makeAuthSite(t);
    const connection = getConnection(site.settings);
    const statements = [
      `INSERT INTO "django_content_type" VALUES (1, 'polls', 'poll')`,
      `INSERT INTO "auth_permission" VALUES (1, 1, 'add_poll', ''), (2, 1, 'delete_poll', '')`,
      `INSERT INTO "auth_group" VALUES (1, 'editors')`,
      `INSERT INTO "auth_group_permissions" VALUES (1, 1, 2)`,
    ];
    for (const statement of statements) await connection.run(statement);
    return site;
  }

  it("come from the user and from groups", async (t) => {
    const site = await siteWithPermissions(t);
    const { id } = await site.addUser({ username: "ann", password: "pw" });
    const connection = getConnection(site.settings);
    const ann = await loggedIn(site, "ann");
    assert.equal((await ann.visit(add)).status, 302);

    await connection.run(`INSERT INTO "auth_user_user_permissions" VALUES (1, ?, 1)`, [id]);
    assert.equal((await ann.visit(add)).status, 200);
    assert.equal((await ann.visit(both)).status, 302);
    await assert.rejects(ann.visit(strict), PermissionDenied);

    await connection.run(`INSERT INTO "auth_user_groups" VALUES (1, ?, 1)`, [id]);
    assert.equal((await ann.visit(both)).status, 200);
    assert.equal((await ann.visit(strict)).status, 200);
  });

  it("are all a superuser's, as long as the account is active, and none a visitor's", async (t) => {
    const site = await siteWithPermissions(t);
    const root: AuthUser = await site.addUser({ username: "root", isSuperuser: true });
    assert.equal(await root.hasPerm("polls.anything"), true);
    root.isActive = false;
    assert.equal(await root.hasPerm("polls.anything"), false);
    await site.visitor().visit(async ({ user }) => {
      assert.equal(await user.hasPerm("polls.add_poll"), false);
      assert.equal(await user.hasPerms(["polls.add_poll"]), false);
    });
  });
});
