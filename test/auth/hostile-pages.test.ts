/** The pages of accounts under whatever anyone sends them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Random } from "../fuzz/random.ts";
import { logIn, makeAccountsSite } from "./accounts-site.ts";

const REQUESTS = 600;

const pages = [
  "login/",
  "logout/",
  "password_change/",
  "password_change/done/",
  "password_reset/",
  "password_reset/done/",
  "reset/done/",
] as const;

const names = [
  "username",
  "password",
  "next",
  "email",
  "old_password",
  "new_password1",
  "new_password2",
  "csrfmiddlewaretoken",
  "__proto__",
  "constructor",
] as const;

const values = [
  "ann",
  "pw-ann",
  "ann@example.com",
  '"a b"@example.com',
  "é@ü.example",
  "a@[::1]",
  "MQ",
  "set-password",
  "c7l3q5-00000000000000000000000000000000",
  "",
  " ",
  "\0",
  "\r\nX: y",
  "\u202e",
  "\ufdfa".repeat(30),
  "x".repeat(5000),
  "'",
  '"><script>',
  "{{ 1 }}",
  "%00",
  "../..",
  "//evil.example",
  "javascript:alert(1)",
  "__proto__",
  "null",
  "0",
  "９",
] as const;

describe("the pages of accounts", () => {
  const now = Date.now() % 1_000_000;
  const seeds = process.env["MKWEB_TEST_SEED"]
    ? [Number(process.env["MKWEB_TEST_SEED"])]
    : [1, now];
  for (const seed of seeds) {
    it(`never fail, and never lead elsewhere: MKWEB_TEST_SEED=${seed}`, async (t) => {
      const random = new Random(seed);
      const { visitor, addUser } = await makeAccountsSite(t);
      await addUser({ username: "ann", password: "pw-ann", email: "ann@example.com" });
      // A test client rejects what a view throws.
      let browser = visitor({ enforceCsrfChecks: false });
      const seen = new Set<number>();
      for (let at = 0; at < REQUESTS; at++) {
        if (at % 50 === 0) browser = visitor({ enforceCsrfChecks: false });
        if (at % 100 === 0) await logIn(browser, "ann", "pw-ann");
        const page = random.chance(0.3)
          ? `reset/${some(random)}/${some(random)}/`
          : random.pick(pages);
        const path = `/accounts/${page}${random.chance(0.3) ? `?next=${some(random)}` : ""}`;
        const fields = random.times(5, (): [string, string] => [
          random.pick(names),
          random.pick(values),
        ]);
        const response = random.chance(0.5)
          ? await browser.get(path)
          : await browser.post(path, new URLSearchParams(fields).toString(), {
              contentType: "application/x-www-form-urlencoded",
            });
        seen.add(response.status);
        assert.ok([200, 302, 404, 405].includes(response.status), `${response.status} ${path}`);
        const { origin } = new URL(response.url, `http://testserver${path}`);
        assert.equal(origin, "http://testserver", `${path} leads to ${response.url}`);
        assert.doesNotMatch(response.text, /"><script>/);
      }
      assert.deepEqual(seen, new Set([200, 302, 404, 405]));
    });
  }
});

function some(random: Random): string {
  return encodeURIComponent(random.pick(values));
}
