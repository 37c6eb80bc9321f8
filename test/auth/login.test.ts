import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  authenticate,
  getUser,
  HASH_SESSION_KEY,
  login,
  logout,
  SESSION_KEY,
  updateSessionAuthHash,
  type AuthUser,
  type User,
} from "../../src/auth/index.ts";
import type { HttpRequest } from "../../src/http/index.ts";
import { getToken } from "../../src/middleware/csrf.ts";
import quickHasher from "./quick-hasher.ts";
import { makeAuthSite, type AuthSite, type Visitor } from "./site.ts";

interface Cast extends AuthSite {
  readonly ann: User;
  readonly bob: User;
}

async function siteWithUsers(t: TestContext): Promise<Cast> {
  const site = await makeAuthSite(t);
  const ann = await site.addUser({ username: "ann", password: "pw-ann" });
  const bob = await site.addUser({ username: "bob", password: "pw-bob" });
  return { ...site, ann, bob };
}

const who = (visitor: Visitor): Promise<string> => visitor.see(({ user }) => user.getUsername());

async function logIn(visitor: Visitor, username: string): Promise<void> {
  await visitor.visit(async (request) => login(request, await enter(request, username)));
}

async function enter(request: HttpRequest, username: string): Promise<AuthUser> {
  const user = await authenticate(request, { username, password: `pw-${username}` });
  assert.ok(user);
  return user;
}

describe("authenticate", () => {
  it("knows a user by name and password, and nobody else", async (t) => {
    const { ann, addUser, visitor } = await siteWithUsers(t);
    await addUser({ username: "idle", password: "pw-idle", isActive: false });
    await addUser({ username: "robot" });
    const tried = (credentials: Readonly<Record<string, unknown>>): Promise<unknown> =>
      visitor().see(async (request) => (await authenticate(request, credentials))?.id);

    assert.equal(await tried({ username: "ann", password: "pw-ann" }), ann.id);
    assert.equal(await tried({ username: "ann", password: "pw-bob" }), undefined);
    assert.equal(await tried({ username: "ANN", password: "pw-ann" }), undefined);
    assert.equal(await tried({ username: "idle", password: "pw-idle" }), undefined);
    assert.equal(await tried({ username: "robot", password: "" }), undefined);
    assert.equal(await tried({ username: "ann" }), undefined);
    assert.equal(await tried({ username: { $gt: "" }, password: "pw-ann" }), undefined);
    assert.equal(await tried({ username: "' OR 1=1 --", password: "pw-ann" }), undefined);
  });

  it("works as hard for a name nobody has as for a wrong password", async (t) => {
    const { addUser, visitor } = await siteWithUsers(t);
    await addUser({ username: "robot" });
    for (const username of ["ann", "nobody", "robot"]) {
      quickHasher.takeHashed();
      await visitor().see((request) => authenticate(request, { username, password: "wrong" }));
      assert.equal(quickHasher.takeHashed().length, 1, username);
    }
  });

  it("hashes a password anew whose hash is out of date, and stays logged in", async (t) => {
    const { ann, visitor } = await siteWithUsers(t);
    ann.password = await quickHasher.encode("pw-ann", "short");
    await ann.save({ updateFields: ["password"] });
    const browser = visitor();

    await logIn(browser, "ann");

    const stored = await browser.see(({ user }) => (user.isAuthenticated ? user.password : ""));
    assert.match(stored, /^pbkdf2_sha256\$10\$[a-zA-Z0-9]{22}\$/);
  });
});

describe("login", () => {
  it("makes the user that of this request and of all that follow", async (t) => {
    const { visitor, clock, ann } = await siteWithUsers(t);
    const browser = visitor();
    const atOnce = await browser.see(async (request) => {
      await login(request, await enter(request, "ann"));
      return request.user.username;
    });
    assert.equal(atOnce, "ann");
    clock.advance(60);
    const later = await browser.see(({ user }) => user);
    assert.ok(later.isAuthenticated);
    assert.equal(later.id, ann.id);
    assert.equal(later.lastLogin?.toISOString(), "2026-11-22T12:00:00.000Z");
    assert.equal(await who(visitor()), "");
  });

  it("keeps what an anonymous visitor's session held, under a new key", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await browser.visit(({ session }) => session.set("cart", [1]));
    const before = browser.copy();

    await logIn(browser, "ann");

    assert.deepEqual(await browser.see(({ session }) => session.get("cart")), [1]);
    assert.notEqual(browser.sessionKey, before.sessionKey);
    assert.equal(await who(before), "");
    assert.equal(await before.see(({ session }) => session.has("cart")), false);
  });

  it("leaves nothing of one user to the next", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    await browser.visit(({ session }) => session.set("cart", [1]));
    const before = browser.copy();

    await logIn(browser, "bob");

    assert.equal(await who(browser), "bob");
    assert.equal(await browser.see(({ session }) => session.has("cart")), false);
    assert.equal(await who(before), "");
  });

  it("of the same user again keeps the session and its key", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    await browser.visit(({ session }) => session.set("cart", [1]));
    const key = browser.sessionKey;
    await logIn(browser, "ann");
    assert.equal(browser.sessionKey, key);
    assert.deepEqual(await browser.see(({ session }) => session.get("cart")), [1]);
  });

  it("gives forms a new token", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await browser.visit((request) => getToken(request));
    const before = browser.cookies.get("csrftoken");
    await logIn(browser, "ann");
    assert.ok(before);
    assert.notEqual(browser.cookies.get("csrftoken"), before);
  });
});

describe("logout", () => {
  it("forgets the user and the session, for copies of the cookie too", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    const copy = browser.copy();

    const left = await browser.see(async (request) => {
      await logout(request);
      return request.user.isAnonymous;
    });

    assert.equal(left, true);
    assert.equal(browser.sessionKey, undefined);
    assert.equal(await who(copy), "");
  });
});

describe("a session", () => {
  it("ends when its user's password is changed, but for one that was updated", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    const elsewhere = visitor();
    await logIn(elsewhere, "ann");
    const key = browser.sessionKey;

    await browser.visit(async (request) => {
      assert.ok(request.user.isAuthenticated);
      await request.user.setPassword("another");
      await request.user.save({ updateFields: ["password"] });
      await updateSessionAuthHash(request, request.user);
    });

    assert.equal(await who(browser), "ann");
    assert.notEqual(browser.sessionKey, key);
    const copy = elsewhere.copy();
    assert.equal(await who(elsewhere), "");
    assert.equal(elsewhere.sessionKey, undefined);
    assert.equal(await copy.see(({ session }) => session.has(SESSION_KEY)), false);
  });

  it("ends for a user who was deactivated or deleted", async (t) => {
    const { visitor, ann } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    ann.isActive = false;
    await ann.save({ updateFields: ["isActive"] });
    assert.equal(await who(browser), "");
  });

  it("goes on under a new key when SECRET_KEY was changed and the old one is a fallback", async (t) => {
    const { visitor, again } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    const rotated = { SECRET_KEY: "a new one", SECRET_KEY_FALLBACKS: ["a secret of the tests"] };
    const stranger = again({ SECRET_KEY: "a new one" }).visitor(new Map(browser.cookies));
    const after = again(rotated).visitor(new Map(browser.cookies));
    const before = await browser.see(({ session }) => session.get(HASH_SESSION_KEY));

    assert.equal(await who(stranger), "");
    assert.equal(await who(after), "ann");
    assert.notEqual(after.sessionKey, browser.sessionKey);
    assert.notEqual(await after.see(({ session }) => session.get(HASH_SESSION_KEY)), before);
    assert.equal(await who(browser), "");
  });

  it("that names a backend no longer listed lets nobody in", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    await browser.visit(({ session }) => session.set("_auth_user_backend", "myproject.Other"));
    assert.equal(await who(browser), "");
  });

  it("with an invalid id, or somebody else's hash, lets nobody in", async (t) => {
    const { visitor, bob } = await siteWithUsers(t);
    for (const id of ["0", "-1", "1e3", " 1", "1 OR 1=1", String(bob.id)]) {
      const browser = visitor();
      await logIn(browser, "ann");
      await browser.visit(({ session }) => session.set(SESSION_KEY, id));
      assert.equal(await who(browser), "", id);
    }
  });
});

describe("request.user", () => {
  it("makes a page differ by cookie only if somebody asks for it", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    const unasked = await browser.visit(() => "the same for all");
    assert.equal(unasked.headers.get("Vary"), undefined);
    assert.equal((await browser.visit(({ user }) => user.username)).headers.get("Vary"), "Cookie");
    assert.equal((await visitor().visit(({ user }) => user.id)).headers.get("Vary"), "Cookie");
  });

  it("leaves the cookie of an unknown session alone until somebody asks for it", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor(new Map([["sessionid", "unknown0unknown0unknown0unknown0"]]));
    await browser.visit(() => "the same for all");
    assert.ok(browser.sessionKey);
    assert.equal(await who(browser), "");
    assert.equal(browser.sessionKey, undefined);
  });

  it("leaves a session alone whose user nobody asks for", async (t) => {
    const { visitor, ann } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    await ann.setPassword("another");
    await ann.save({ updateFields: ["password"] });
    await browser.visit(() => "a picture");
    assert.ok(browser.sessionKey);
    assert.equal(await who(browser), "");
    assert.equal(browser.sessionKey, undefined);
  });

  it("is one object throughout a request; getUser asks anew", async (t) => {
    const { visitor } = await siteWithUsers(t);
    const browser = visitor();
    await logIn(browser, "ann");
    await browser.visit(async (request) => {
      assert.equal(request.user, request.user);
      const again = await getUser(request);
      assert.notEqual(again, request.user);
      assert.equal(again.id, request.user.id);
    });
  });
});
