/** Django's signals about logins. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import {
  authenticate,
  login,
  logout,
  userLoggedIn,
  userLoggedOut,
  userLoginFailed,
} from "../../src/auth/index.ts";
import { User } from "../../src/auth/models.ts";
import type { Signal } from "../../src/dispatch/index.ts";
import { makeAuthSite } from "./site.ts";

/** What a signal told, until the test is over. */
function heard<Payload extends object>(t: TestContext, signal: Signal<Payload>): Payload[] {
  const events: Payload[] = [];
  const note = (event: Payload): void => void events.push(event);
  signal.connect(note);
  t.after(() => signal.disconnect(note));
  return events;
}

describe("signals of logins", () => {
  it("tell who is in, once the session says so, and who leaves, while it still does", async (t) => {
    const site = await makeAuthSite(t);
    const ann = await site.addUser({ username: "ann", password: "pw" });
    const [ins, outs] = [heard(t, userLoggedIn), heard(t, userLoggedOut)];
    const visitor = site.visitor();

    await visitor.visit(async (request) => login(request, ann));
    assert.equal(ins.length, 1);
    assert.equal(ins[0]?.user, ann);
    assert.equal(ins[0]?.request.session.get("_auth_user_id"), String(ann.pk));
    assert.equal(Reflect.get(ins[0] ?? {}, "sender"), User);
    assert.ok((await User.objects.get({ pk: ann.pk })).lastLogin);

    await visitor.visit((request) => logout(request));
    await visitor.visit((request) => logout(request));
    assert.deepEqual(
      outs.map(({ user }) => user?.pk),
      [ann.pk, undefined],
    );
  });

  it("tell of credentials that nobody has, without what is secret of them", async (t) => {
    const site = await makeAuthSite(t);
    await site.addUser({ username: "ann", password: "pw" });
    const failures = heard(t, userLoginFailed);
    const visitor = site.visitor();
    const tried = (credentials: Readonly<Record<string, string>>) =>
      visitor.see(async (request) => (await authenticate(request, credentials))?.pk);

    assert.ok(await tried({ username: "ann", password: "pw" }));
    assert.equal(await tried({ username: "ann", password: "wrong", apiToken: "t" }), undefined);
    assert.deepEqual(
      failures.map(({ credentials }) => credentials),
      [{ username: "ann", password: "*".repeat(20), apiToken: "*".repeat(20) }],
    );
    assert.equal(Reflect.get(failures[0] ?? {}, "sender"), "mkweb/auth");
  });
});
