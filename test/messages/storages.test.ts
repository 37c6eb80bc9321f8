import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeMessageSite } from "./site.ts";

const storage = (name: string): { readonly MESSAGE_STORAGE: string } => ({
  MESSAGE_STORAGE: `mkweb/messages/storage/${name}`,
});

const MANY = "/say-many/?times=40&length=200";

const numbers = (page: string): number[] =>
  Array.from(page.matchAll(/(\d+)/g), ([number]) => Number(number));
const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

for (const name of ["cookie", "session", "fallback"]) {
  describe(`messages in the ${name} storage`, () => {
    it("come back as they were, in their order, once", async (t) => {
      const { read, cookies } = (await makeMessageSite(t, storage(name))).browser();
      await read('/say/?text=é+漢字+💡+"%00%3B&tags=ü&next=plain');
      await read("/say/?text=<i>&safe=1&level=40&next=plain");
      assert.equal(await read("/show/"), "[ü success: é 漢字 💡 &quot;\0;][error: <i>!]");
      assert.equal(await read("/show/"), "");
      assert.equal(cookies.has("messages"), false);
    });
  });
}

describe("messages in the cookie storage", () => {
  it("stay within 2,048 bytes: the oldest go", async (t) => {
    const { read, cookies } = (await makeMessageSite(t, storage("cookie"))).browser();
    await read(MANY);
    const { length } = cookies.get("messages") ?? "";
    assert.ok(length > 1500 && length <= 2048, `${length} bytes`);
    const shown = numbers(await read("/show/"));
    assert.ok(shown.length > 5 && shown.length < 40);
    assert.deepEqual(shown, upTo(40, 41 - shown.length));
  });

  it("that do not fit are an error while developing", async (t) => {
    const site = await makeMessageSite(t, { ...storage("cookie"), DEBUG: true });
    assert.equal((await site.browser().get(MANY)).status, 500);
    assert.match(String(site.errors[0]), /Not all temporary messages could be stored\./);
  });

  it("that somebody changed are not shown, and the cookie goes", async (t) => {
    const { read, cookies } = (await makeMessageSite(t, storage("cookie"))).browser();
    await read("/say/?text=Saved.&next=plain");
    const signed = cookies.get("messages") ?? "";
    for (const forged of [`x${signed}`, `${signed}x`, signed.replaceAll(":", "."), "[]", "\0"]) {
      cookies.set("messages", forged);
      assert.equal(await read("/show/"), "");
      assert.equal(cookies.has("messages"), false);
    }
  });

  it("that another site signed, or this one for another purpose, are not shown", async (t) => {
    const [ours, theirs] = await Promise.all([
      makeMessageSite(t, storage("cookie")),
      makeMessageSite(t, { ...storage("cookie"), SECRET_KEY: "another" }),
    ]);
    const stranger = theirs.browser();
    await stranger.read("/say/?text=hello&next=plain");
    const { read, cookies } = ours.browser();
    cookies.set("messages", stranger.cookies.get("messages") ?? "");
    assert.equal(await read("/show/"), "");
  });

  it("go on being read after SECRET_KEY was changed, by SECRET_KEY_FALLBACKS", async (t) => {
    const before = (
      await makeMessageSite(t, { ...storage("cookie"), SECRET_KEY: "old" })
    ).browser();
    await before.read("/say/?text=hello&next=plain");
    const after = (
      await makeMessageSite(t, { ...storage("cookie"), SECRET_KEY_FALLBACKS: ["old"] })
    ).browser();
    after.cookies.set("messages", before.cookies.get("messages") ?? "");
    assert.equal(await after.read("/show/"), "[success: hello]");
  });

  it("are sent as the session's cookie is", async (t) => {
    const { get } = (
      await makeMessageSite(t, {
        ...storage("cookie"),
        SESSION_COOKIE_DOMAIN: "example.com",
        SESSION_COOKIE_SECURE: true,
        SESSION_COOKIE_SAMESITE: "Strict",
      })
    ).browser();
    const header = (await get("/say/?text=a")).headers.get("set-cookie") ?? "";
    assert.match(
      header,
      /^messages=\S+; Domain=example\.com; HttpOnly; Path=\/; SameSite=Strict; Secure$/,
    );
  });
});

describe("messages in the fallback storage", () => {
  it("all come back, those beyond the cookie from the session, and nothing stays behind", async (t) => {
    const { read, cookies } = (await makeMessageSite(t)).browser();
    await read(MANY);
    assert.ok((cookies.get("messages") ?? "").length <= 2048);
    assert.ok(cookies.has("sessionid"));
    assert.deepEqual(numbers(await read("/show/")), upTo(40));
    assert.equal(cookies.has("messages"), false);
    assert.equal(await read("/show/"), "");
    // The session stays, as in Django, and holds nothing: its cookie is its data here.
    assert.match(cookies.get("sessionid") ?? "", /^e30:/);
  });

  it("keep a single one that is longer than the cookie may be", async (t) => {
    const { read, cookies } = (await makeMessageSite(t)).browser();
    await read("/say-many/?times=1&length=3000");
    assert.ok((await read("/show/")).length > 2900);
    assert.equal(cookies.has("messages"), false);
  });

  it("leave the session alone while the cookie has room", async (t) => {
    const { read, cookies } = (await makeMessageSite(t)).browser();
    await read("/say/?text=a&next=plain");
    assert.equal(cookies.has("sessionid"), false);
    assert.equal(await read("/show/"), "[success: a]");
  });
});
