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

  it("shows the user to templates written for Django", async (t) => {
    const site = await makeAuthSite(t);
    const fields = { firstName: "Ann", lastName: "Smith", email: "ann@example.com" };
    await site.addUser({ username: "ann", password: "pw", isStaff: true, ...fields });
    const greeting = engine.fromString(
      "{% if user.is_authenticated %}{{ user.get_username }} {{ user.get_full_name }} " +
        "{{ user.get_short_name }} {{ user.first_name }} {{ user.email }} {{ user.pk }}" +
        "{% if user.is_staff %} staff{% endif %}{% if user.is_superuser %} root{% endif %}" +
        "{% else %}{{ user }}{% if user.is_anonymous %} is nobody{% endif %}{% endif %}",
    );
    const browser = site.visitor();
    const seen = () => browser.see((request) => greeting.render({}, request));

    assert.equal(await seen(), "AnonymousUser is nobody");
    await browser.visit(async (request) => {
      const user = await authenticate(request, { username: "ann", password: "pw" });
      assert.ok(user);
      await login(request, user);
    });
    assert.equal(await seen(), "ann Ann Smith Ann Ann ann@example.com 1 staff");
  });

  it("keeps templates from changing the user", async (t) => {
    const site = await makeAuthSite(t);
    const ann = await site.addUser({ username: "ann", password: "pw" });
    const template = engine.fromString(
      "[{{ user.save }}{{ user.set_unusable_password }}{{ user.set_password }}]",
    );
    assert.equal(await site.visitor().see(() => template.render({ user: ann })), "[]");
    assert.equal(await ann.checkPassword("pw"), true);
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
