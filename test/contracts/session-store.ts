/** What every session backend must do, as cases run against each of them. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Session, CreateError, UpdateError, type SessionStore } from "../../src/sessions/index.ts";

export interface SessionStoreUnderTest {
  readonly store: SessionStore;
  /** Lets so many seconds pass, for the store and whatever keeps its data. */
  readonly advance: (seconds: number) => void | Promise<void>;
  readonly now: () => number;
}

export interface SessionContractOptions {
  /** Whether the store keeps data on the server: deleting it there ends the session. Default true. */
  readonly keepsData?: boolean;
  /** Why the cases cannot run here. */
  readonly skip?: string | false;
}

const settings = { SESSION_COOKIE_AGE: 1_209_600, SESSION_EXPIRE_AT_BROWSER_CLOSE: false };

/** Declares the cases. */
export function sessionStoreContract(
  name: string,
  setUp: (t: TestContext) => Promise<SessionStoreUnderTest>,
  { keepsData = true, skip = false }: SessionContractOptions = {},
): void {
  const open = async (
    { store, now }: SessionStoreUnderTest,
    sessionKey?: string | null,
  ): Promise<Session> => {
    const session = new Session({ store, settings, now, sessionKey: sessionKey ?? undefined });
    await session.preload();
    return session;
  };
  const saved = async (
    under: SessionStoreUnderTest,
    items: Record<string, unknown>,
  ): Promise<Session> => {
    const session = await open(under);
    session.update(items);
    await session.save();
    return session;
  };

  describe(`sessions in ${name}`, { skip }, () => {
    it("gives a new session a key only when it is saved", async (t) => {
      const session = await open(await setUp(t));
      session.set("a", 1);
      assert.equal(session.sessionKey, null);
      await session.save();
      assert.ok((session.sessionKey ?? "").length >= 32);
    });

    it("finds the items again under the key", async (t) => {
      const under = await setUp(t);
      const items = { text: "é 漢字 💡", list: [1, { b: null }], __proto__x: true };
      const { sessionKey } = await saved(under, items);
      assert.deepEqual(Object.fromEntries((await open(under, sessionKey)).items()), items);
    });

    it("starts anew under an unknown key, and drops the key", async (t) => {
      const session = await open(await setUp(t), "fixed000000000000000000unknownkey");
      assert.equal(session.get("a"), undefined);
      assert.equal(session.sessionKey, null);
    });

    it("does not store a session unread whose key is unknown", async (t) => {
      const session = await open(await setUp(t), "fixed000000000000000000unknownkey");
      await assert.rejects(() => session.save(), UpdateError);
    });

    it("forgets items and key on flush", async (t) => {
      const under = await setUp(t);
      const session = await saved(under, { a: 1 });
      const { sessionKey } = session;
      await session.flush();
      assert.equal(session.sessionKey, null);
      assert.deepEqual(session.items(), []);
      if (keepsData) assert.equal((await open(under, sessionKey)).get("a"), undefined);
    });

    it("keeps the items under another key on cycleKey", async (t) => {
      const under = await setUp(t);
      const session = await saved(under, { a: 1 });
      const before = session.sessionKey;
      await under.advance(1);
      await session.cycleKey();
      assert.notEqual(session.sessionKey, before);
      assert.equal((await open(under, session.sessionKey)).get("a"), 1);
      if (keepsData) assert.equal((await open(under, before)).get("a"), undefined);
    });

    it("ends a session at its age", async (t) => {
      const under = await setUp(t);
      const { sessionKey } = await saved(under, { a: 1 });
      await under.advance(settings.SESSION_COOKIE_AGE + 1);
      assert.equal((await open(under, sessionKey)).get("a"), undefined);
    });

    if (!keepsData) return;

    it("ends a session at its own expiry", async (t) => {
      const under = await setUp(t);
      const session = await open(under);
      session.set("a", 1);
      session.setExpiry(10);
      await session.save();
      assert.equal((await open(under, session.sessionKey)).get("a"), 1);
      await under.advance(11);
      assert.equal((await open(under, session.sessionKey)).get("a"), undefined);
    });

    it("refuses to bring back a session that was removed elsewhere", async (t) => {
      const under = await setUp(t);
      const session = await saved(under, { a: 1 });
      await (await open(under, session.sessionKey)).flush();
      session.set("a", 2);
      await assert.rejects(session.save(), UpdateError);
      assert.equal((await session.load()).size, 0);
    });

    it("refuses to create a session under a key that is taken", async (t) => {
      const under = await setUp(t);
      const { sessionKey } = await saved(under, { a: 1 });
      const second = await open(under, sessionKey);
      await assert.rejects(second.save({ mustCreate: true }), CreateError);
      assert.equal((await open(under, sessionKey)).get("a"), 1);
    });

    it("says whether a key is taken", async (t) => {
      const under = await setUp(t);
      const { sessionKey } = await saved(under, { a: 1 });
      assert.equal(await under.store.exists(sessionKey ?? ""), true);
      assert.equal(await under.store.exists("fixed000000000000000000unknownkey"), false);
    });

    it("lets the last writer win", async (t) => {
      const under = await setUp(t);
      const { sessionKey } = await saved(under, { n: 0 });
      const [first, second] = [await open(under, sessionKey), await open(under, sessionKey)];
      first.set("n", 1);
      second.set("m", 9);
      await first.save();
      await second.save();
      assert.deepEqual((await open(under, sessionKey)).items(), [
        ["n", 0],
        ["m", 9],
      ]);
    });

    it("keeps live sessions and removes ended ones on clearExpired", async (t) => {
      const under = await setUp(t);
      const long = await saved(under, { a: 1 });
      const short = await open(under);
      short.setExpiry(10);
      await short.save();
      await under.advance(11);
      await under.store.clearExpired();
      assert.equal(await under.store.exists(long.sessionKey ?? ""), true);
      assert.equal(await under.store.exists(short.sessionKey ?? ""), false);
    });
  });
}
