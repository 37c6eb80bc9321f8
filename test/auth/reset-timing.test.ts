import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import { getApplication, serve } from "../../src/server/index.ts";
import { closeGate, delivered } from "./accounts/slow-mail.ts";
import { makeAccountsSite } from "./accounts-site.ts";

type Send = (path: string, init?: RequestInit) => Promise<Response>;

async function siteWithSlowMail(t: TestContext) {
  const { settings, addUser } = await makeAccountsSite(t, {
    ALLOWED_HOSTS: ["127.0.0.1"],
    EMAIL_BACKEND: new URL("accounts/slow-mail.ts", import.meta.url).href,
  });
  await addUser({ username: "ann", password: "pw-ann", email: "ann@example.com" });
  return getApplication(settings);
}

async function ask(send: Send, email: string): Promise<Response> {
  const page = await send("/accounts/password_reset/");
  const [, token = ""] = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await page.text()) ?? [];
  const cookie = page.headers.getSetCookie().map((each) => each.split(";", 1)[0]);
  return send("/accounts/password_reset/", {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookie.join("; ") },
    body: new URLSearchParams({ csrfmiddlewaretoken: token, email }),
  });
}

/** The answer to a known address has to come while its mail still waits. */
async function answersBeforeTheMail(send: Send): Promise<void> {
  delivered.length = 0;
  const openGate = closeGate();
  const known = await ask(send, "ann@example.com");
  const unknown = await ask(send, "nobody@example.com");
  assert.deepEqual(delivered, []);
  for (const answer of [known, unknown]) {
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get("location"), "/accounts/password_reset/done/");
  }
  openGate();
  for (let at = 0; delivered.length === 0; at++) {
    assert.ok(at < 500, "the mail was never sent");
    await setTimeout(10);
  }
  assert.deepEqual(
    delivered.map(({ to }) => to),
    [["ann@example.com"]],
  );
}

describe("the answer to who asks for a link", () => {
  it("does not wait for the mail, over HTTP", async (t) => {
    const application = await siteWithSlowMail(t);
    const stop = new AbortController();
    const site = await serve(application, {
      host: "127.0.0.1",
      port: 0,
      signal: stop.signal,
      gracePeriodMs: 500,
    });
    t.after(() => site.close());
    await answersBeforeTheMail((path, init) => fetch(new URL(path, site.url), init));
  });

  it("does not wait for the mail, by the door for fetch", async (t) => {
    const application = await siteWithSlowMail(t);
    await answersBeforeTheMail((path, init) =>
      application.fetch(new Request(new URL(path, "http://127.0.0.1/"), init)),
    );
  });
});
