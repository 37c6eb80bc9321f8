import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authenticate, login, type AuthUser } from "../../src/auth/index.ts";
import authentication from "../../src/auth/middleware.ts";
import { completeSettings, ImproperlyConfigured } from "../../src/conf/index.ts";
import { getConnection } from "../../src/connections/index.ts";
import { HttpResponse } from "../../src/http/index.ts";
import { requestTo } from "../http/request-to.ts";
import { makeAuthSite } from "./site.ts";
import { createSuperuser, createUser } from "./users.ts";

const CARDS = new URL("card-backend.ts", import.meta.url).href;
const MODEL = "mkweb/auth/backends/model";

describe("AUTHENTICATION_BACKENDS", () => {
  it("are asked in their order, and remembered by the session", async (t) => {
    const site = await makeAuthSite(t, { AUTHENTICATION_BACKENDS: [CARDS, MODEL] });
    await site.addUser({ username: "ann", password: "pw" });
    const browser = site.visitor();
    const enter = (credentials: Readonly<Record<string, unknown>>): Promise<unknown> =>
      browser.see(async (request) => {
        const user = await authenticate(request, credentials);
        if (user) await login(request, user);
        return user?.backend;
      });

    assert.equal(await enter({ card: "7-green" }), "tests.cards");
    assert.equal(await browser.see(({ user }) => user.username), "card 7");
    assert.equal(
      await enter({ username: "ann", password: "pw" }),
      "django.contrib.auth.backends.ModelBackend",
    );
    assert.equal(await browser.see(({ user }) => user.username), "ann");
    // A stolen card: nobody else is asked, though the password is right.
    assert.equal(await enter({ card: "7-stolen", username: "ann", password: "pw" }), undefined);
  });

  it("do not guess which of several let a user in", async (t) => {
    const site = await makeAuthSite(t, { AUTHENTICATION_BACKENDS: [CARDS, MODEL] });
    const ann = await site.addUser({ username: "ann", password: "pw" });
    await site
      .visitor()
      .visit((request) =>
        assert.rejects(login(request, ann), /There are several AUTHENTICATION_BACKENDS/),
      );
    const one = site.again({ AUTHENTICATION_BACKENDS: [MODEL] }).visitor();
    await one.visit((request) => login(request, ann));
    assert.equal(await one.see(({ user }) => user.username), "ann");
  });

  it("that are no backends stop the server from starting", async () => {
    const settings = completeSettings({
      BASE_DIR: new URL("./", import.meta.url),
      SECRET_KEY: "k",
      AUTHENTICATION_BACKENDS: ["mkweb/auth/backends/ldap"],
    });
    const built = authentication(() => new HttpResponse(), { settings, now: Date.now });
    await assert.rejects(
      async () => built,
      (error) => error instanceof ImproperlyConfigured && /backends\/ldap/.test(error.message),
    );
  });
});

describe("the auth middleware", () => {
  it("says that it needs sessions", async (t) => {
    const { settings } = await makeAuthSite(t);
    const handler = await authentication(() => new HttpResponse(), { settings, now: Date.now });
    assert.throws(
      () => handler(requestTo("/", { settings })),
      (error) =>
        error instanceof ImproperlyConfigured && /sessions\/middleware/.test(error.hint ?? ""),
    );
  });
});

describe("User.objects.createUser", () => {
  it("stores what Django would", async (t) => {
    const { settings } = await makeAuthSite(t);
    const dateJoined = new Date("2026-11-22T11:33:00.123Z");
    // Compatibility forms of letters become the letters themselves, or one name could be two users'.
    await createUser(settings, { username: "ａnn", email: "Ann@EXAMPLE.com", dateJoined });
    await createSuperuser(settings, { username: "root", password: "pw", dateJoined });
    const [ann, root] = await getConnection(settings).all(
      `SELECT * FROM "auth_user" ORDER BY "id"`,
    );
    const { password, ...rest } = { ...ann };
    assert.deepEqual(rest, {
      id: 1,
      last_login: null,
      is_superuser: 0,
      username: "ann",
      last_name: "",
      email: "Ann@example.com",
      is_staff: 0,
      is_active: 1,
      date_joined: "2026-11-22 11:33:00.123000",
      first_name: "",
    });
    assert.match(String(password), /^!/);
    assert.equal(root?.["is_superuser"], 1);
    assert.equal(root?.["is_staff"], 1);
    assert.match(String(root?.["password"]), /^pbkdf2_sha256\$/);
  });

  it("refuses a user without a name, and a name that is taken", async (t) => {
    const { settings } = await makeAuthSite(t);
    await assert.rejects(createUser(settings, { username: "" }), /must be set/);
    await createUser(settings, { username: "ann" });
    await assert.rejects(createUser(settings, { username: "ann" }), /UNIQUE/);
  });

  it("makes users of whom no field can be saved once they are deleted", async (t) => {
    const { settings } = await makeAuthSite(t);
    const ann: AuthUser = await createUser(settings, { username: "ann" });
    await getConnection(settings).run(`DELETE FROM "auth_user"`);
    await assert.rejects(ann.save({ updateFields: ["password"] }), /did not affect any rows/);
  });
});
