import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ImproperlyConfigured } from "../../src/conf/index.ts";
import { INFO, Message, MessageFailure, SUCCESS } from "../../src/messages/index.ts";
import { assertMessages, Client } from "../../src/test/index.ts";
import { makeMessageSite } from "./site.ts";

describe("a message", () => {
  it("is shown on the page after a redirect, and only once", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    assert.equal(await read("/say/?text=Saved."), "[success: Saved.]");
    assert.equal(await read("/show/"), "");
  });

  it("is shown by the request that adds it", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    await read("/say/?text=before&next=plain");
    assert.equal(await read("/say-and-show/"), "[success: before][info: now]");
    assert.equal(await read("/show/"), "");
  });

  it("waits through pages that do not show it, and through those that only count", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    await read("/say/?text=one&next=plain");
    await read("/say/?text=two&next=plain");
    assert.equal(await read("/count/"), "2");
    assert.equal(await read("/count/"), "2");
    assert.equal(await read("/show/"), "[success: one][success: two]");
    assert.equal(await read("/count/"), "none");
  });

  it("is for one visitor alone", async (t) => {
    const site = await makeMessageSite(t);
    await site.browser().read("/say/?text=secret&next=plain");
    assert.equal(await site.browser().read("/show/"), "");
  });

  it("is escaped, unless it was safe when it was added", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    assert.equal(await read("/say/?text=<b>%26</b>"), "[success: &lt;b&gt;&amp;&lt;/b&gt;]");
    assert.equal(await read("/say/?text=<b>%26</b>&safe=1"), "[success: <b>&</b>]");
  });

  it("is not kept when it is empty", async (t) => {
    const { read, cookies } = (await makeMessageSite(t)).browser();
    assert.equal(await read("/say/?text=&next=plain"), "plain");
    assert.equal(cookies.has("messages"), false);
  });

  it("carries its own tags before that of its level", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    assert.equal(await read("/say/?text=a&tags=big+red&level=40"), "[big red error: a!]");
  });
});

describe("levels", () => {
  it("have a function and a tag each, and DEBUG is not recorded by default", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    assert.equal(await read("/each/"), "info,success,warning,error");
  });

  it("are recorded from MESSAGE_LEVEL on, and tagged by MESSAGE_TAGS", async (t) => {
    const settings = { MESSAGE_LEVEL: 10, MESSAGE_TAGS: { 20: "", 40: "danger", 50: "critical" } };
    const { read } = (await makeMessageSite(t, settings)).browser();
    assert.equal(await read("/each/"), "debug,,success,warning,danger");
    assert.equal(await read("/say/?text=a&level=50"), "[critical: a]");
    assert.equal(await read("/say/?text=a&level=45"), "[: a]");
  });

  it("can be chosen for one request", async (t) => {
    const { read } = (await makeMessageSite(t)).browser();
    assert.equal(await read("/say/?text=a&level=10&least=10"), "[debug: a]");
    assert.equal(await read("/say/?text=a&level=30&least=40"), "");
    assert.equal(await read("/say/?text=a&level=10"), "");
  });
});

describe("the middleware", () => {
  it("neither reads nor writes where nobody adds or looks", async (t) => {
    const { get, read } = (await makeMessageSite(t)).browser();
    await read("/say-many/?times=40&length=200");
    const response = await get("/plain/");
    assert.equal(response.headers.get("set-cookie"), null);
    assert.equal(response.headers.get("vary"), null);
  });

  it("sends no cookie to a visitor who has no messages", async (t) => {
    const { get } = (await makeMessageSite(t)).browser();
    const response = await get("/show/");
    assert.equal(response.headers.get("set-cookie"), null);
    assert.equal(response.headers.get("vary"), null);
  });

  it("is asked for when it is missing, unless the caller does not mind", async (t) => {
    const site = await makeMessageSite(t, { MIDDLEWARE: [] });
    const { get, read } = site.browser();
    assert.equal(await read("/say/?text=a&silent=1&next=list"), "[]");
    assert.equal((await get("/say/?text=a")).status, 500);
    const [error] = site.errors;
    assert.ok(error instanceof MessageFailure);
    assert.match(error.hint ?? "", /'mkweb\/messages\/middleware' after/);
  });

  it("asks for sessions at the first message when they are missing", async (t) => {
    const site = await makeMessageSite(t, { MIDDLEWARE: ["mkweb/messages/middleware"] });
    assert.equal((await site.browser().get("/say/?text=a")).status, 500);
    const [error] = site.errors;
    assert.ok(error instanceof ImproperlyConfigured);
    assert.match(error.hint ?? "", /'mkweb\/sessions\/middleware' before/);
  });

  it("refuses a MESSAGE_STORAGE that names no storage, when the server starts", async (t) => {
    const MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage";
    await assert.rejects(makeMessageSite(t, { MESSAGE_STORAGE }), {
      name: "ImproperlyConfigured",
      message: `MESSAGE_STORAGE is '${MESSAGE_STORAGE}', which is not a message storage.`,
    });
  });
});

describe("assertMessages", () => {
  it("knows what a view left for the next page, and what a page showed", async (t) => {
    const client = new Client({ settings: (await makeMessageSite(t)).settings });
    const saved = new Message(SUCCESS, "Saved.");

    assertMessages(await client.get("/plain/"), []);
    assertMessages(await client.get("/say/", { text: "Saved." }), [saved]);
    const shown = await client.get("/say-and-show/");
    const now = new Message(INFO, "now");
    assertMessages(shown, [saved, now]);
    assertMessages(shown, [now, saved], { ordered: false });
    assert.throws(() => assertMessages(shown, [now, saved]), assert.AssertionError);
    assert.throws(() => assertMessages(shown, [saved]), assert.AssertionError);
  });
});
