import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authenticate, login } from "../../src/auth/index.ts";
import { auth } from "../../src/auth/context-processors.ts";
import { getConnection } from "../../src/connections/index.ts";
import { HttpRequest } from "../../src/http/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { makeAuthSite } from "./site.ts";

const engine = new Engine({
  contextProcessors: [
    (request) => {
      assert.ok(request instanceof HttpRequest);
      return { ...auth(request) };
    },
  ],
});
const page = engine.fromString(
  "{% if user.isAuthenticated %}{{ user }}{% else %}nobody{% endif %}" +
    "{% if perms.polls.add_poll %} adds{% endif %}{% if perms.polls.delete_poll %} deletes{% endif %}",
);

describe("the context processor", () => {
  it("shows templates the user and what the user may do", async (t) => {
    const site = await makeAuthSite(t);
    const { id } = await site.addUser({ username: "<ann>", password: "pw" });
    const connection = getConnection(site.settings);
    await connection.run(`INSERT INTO "django_content_type" VALUES (1, 'polls', 'poll')`);
    await connection.run(`INSERT INTO "auth_permission" VALUES (1, 1, 'add_poll', '')`);
    await connection.run(`INSERT INTO "auth_user_user_permissions" VALUES (1, ?, 1)`, [id]);
    const browser = site.visitor();

    assert.equal(await browser.see((request) => page.render({}, request)), "nobody");
    await browser.visit(async (request) => {
      const user = await authenticate(request, { username: "<ann>", password: "pw" });
      assert.ok(user);
      await login(request, user);
    });
    assert.equal(await browser.see((request) => page.render({}, request)), "&lt;ann&gt; adds");
  });

  it("does not make a page differ by cookie that shows neither", async (t) => {
    const site = await makeAuthSite(t);
    const plain = engine.fromString("{% if 0 %}{{ user }}{% endif %}the same");
    const response = await site.visitor().visit(async (request) => {
      assert.equal(await plain.render({}, request), "the same");
    });
    assert.equal(response.headers.get("Vary"), undefined);
  });
});
