import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, beforeEach, describe, it, type TestContext } from "node:test";
import { User } from "../../src/auth/models.ts";
import { PasswordResetTokenGenerator } from "../../src/auth/tokens.ts";
import { encodeUid } from "../../src/auth/uid.ts";
import { env, type Settings } from "../../src/conf/index.ts";
import { outbox, type Client } from "../../src/test/index.ts";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { followLink, linkIn, logIn, makeAccountsSite, submit } from "./accounts-site.ts";
import type { AccountsSite } from "./accounts-site.ts";
import { taken } from "./accounts/remembering-validator.ts";
import { findUser } from "./users.ts";
import quickHasher from "./quick-hasher.ts";
import { logRecords } from "../server/log-records.ts";

beforeEach(() => {
  taken.length = 0;
});

const NEW = "a much better one";
const both = (password: string) => ({ new_password1: password, new_password2: password });

async function siteWithAnn(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<AccountsSite & { readonly ann: User }> {
  const site = await makeAccountsSite(t, given);
  const ann = await site.addUser({ username: "ann", password: "pw-ann", email: "ann@example.com" });
  return { ...site, ann };
}

const who = async (visitor: Client): Promise<string> => (await visitor.get("/")).text;

async function canEnter({ visitor }: AccountsSite, password: string): Promise<boolean> {
  return (await logIn(visitor(), "ann", password)).status === 302;
}

describe("the page to change the password", () => {
  it("sends visitors to log in", async (t) => {
    const { visitor } = await siteWithAnn(t);
    for (const page of ["/accounts/password_change/", "/accounts/password_change/done/"]) {
      assert.equal((await visitor().get(page)).url, `/accounts/login/?next=${page}`);
    }
  });

  it("changes it, keeps this session under a new key, and ends all others", async (t) => {
    const site = await siteWithAnn(t);
    const [browser, elsewhere] = [site.visitor(), site.visitor()];
    await logIn(browser, "ann", "pw-ann");
    await logIn(elsewhere, "ann", "pw-ann");
    const key = browser.cookies.get("sessionid");

    const fields = { old_password: "pw-ann", ...both(NEW) };
    const response = await submit(browser, "/accounts/password_change/", fields);

    assert.equal(response.url, "/accounts/password_change/done/");
    assert.match((await browser.get(response.url)).text, /Your password is changed/);
    assert.equal(await who(browser), "ann");
    assert.notEqual(browser.cookies.get("sessionid"), key);
    assert.equal(await who(elsewhere), "");
    assert.deepEqual([await canEnter(site, "pw-ann"), await canEnter(site, NEW)], [false, true]);
  });

  it("says at each field what is wrong, changes nothing, and shows no password again", async (t) => {
    const site = await siteWithAnn(t);
    const browser = site.visitor();
    await logIn(browser, "ann", "pw-ann");
    const errors = async (fields: Readonly<Record<string, string>>): Promise<unknown> => {
      const { text, status } = await submit(browser, "/accounts/password_change/", fields);
      assert.equal(status, 200);
      assert.doesNotMatch(text, /pw-|xx-/);
      return Array.from(text.matchAll(/<li>(.*?)<\/li>/g), ([, message]) => message);
    };
    const wrong = "Your old password was entered incorrectly. Please enter it again.";
    assert.deepEqual(await errors({ old_password: "xx-old", ...both(NEW) }), [wrong]);
    assert.deepEqual(
      await errors({ old_password: "pw-ann", new_password1: "xx-one", new_password2: "xx-two" }),
      ["The two password fields didn’t match."],
    );
    assert.deepEqual(
      await errors({}),
      Array.from({ length: 3 }, () => "This field is required."),
    );
    assert.equal(await canEnter(site, "pw-ann"), true);
  });

  it("holds the new one to AUTH_PASSWORD_VALIDATORS, and says so beforehand", async (t) => {
    const site = await siteWithAnn(t, {
      AUTH_PASSWORD_VALIDATORS: [
        { NAME: "mkweb/auth/validators/minimum-length" },
        { NAME: "django.contrib.auth.password_validation.UserAttributeSimilarityValidator" },
      ],
    });
    const browser = site.visitor();
    await logIn(browser, "ann", "pw-ann");
    const page = (await browser.get("/accounts/password_change/")).text;
    assert.match(
      page,
      /<ul><li>Your password must contain at least 8 characters\.<\/li><li>Your password can’t/,
    );
    assert.match(page, /aria-describedby="id_new_password1_helptext"/);
    assert.match(page, /<div class="helptext" id="id_new_password1_helptext"><ul><li>/);
    const change = (password: string) =>
      submit(browser, "/accounts/password_change/", { old_password: "pw-ann", ...both(password) });
    const { text } = await change("Examp1e");
    assert.match(
      text,
      /<li>This password is too short\. It must contain at least 8 characters\.<\/li>/,
    );
    assert.match(text, /<li>The password is too similar to the email address\.<\/li>/);
    assert.equal(await canEnter(site, "pw-ann"), true);
    assert.equal((await change(NEW)).status, 302);
    assert.equal(await canEnter(site, NEW), true);
  });

  it("is refused to forms of other sites, and kept out of caches", async (t) => {
    const site = await siteWithAnn(t);
    const browser = site.visitor();
    await logIn(browser, "ann", "pw-ann");
    const page = await browser.get("/accounts/password_change/");
    assert.match(page.headers.get("Cache-Control", ""), /no-store/);
    const fields = { old_password: "pw-ann", ...both(NEW) };
    assert.equal((await browser.post("/accounts/password_change/", fields)).status, 403);
    assert.equal(await canEnter(site, "pw-ann"), true);
  });

  it("may ask by another form", async (t) => {
    const site = await siteWithAnn(t);
    const browser = site.visitor();
    await logIn(browser, "ann", "pw-ann");
    assert.doesNotMatch((await browser.get("/set/")).text, /old_password/);
    assert.equal((await submit(browser, "/set/", both(NEW))).status, 302);
    assert.deepEqual([await canEnter(site, "pw-ann"), await canEnter(site, NEW)], [false, true]);
  });

  it("leads where the view says", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await logIn(browser, "ann", "pw-ann");
    assert.match((await browser.get("/change/")).text, /<title>Another one \| testserver</);
    const fields = { old_password: "pw-ann", ...both(NEW) };
    assert.equal((await submit(browser, "/change/", fields)).url, "/");
  });
});

async function askForLink(visitor: Client, email: string): Promise<string> {
  const response = await submit(visitor, "/accounts/password_reset/", { email });
  assert.equal(response.url, "/accounts/password_reset/done/");
  return linkIn(outbox.at(-1));
}

describe("the page to ask for a link", () => {
  it("begins each test with an empty outbox", async (t) => {
    const { visitor } = await siteWithAnn(t);
    assert.deepEqual(outbox, []);
    await askForLink(visitor(), "ann@example.com");
    await t.test("which tests inside it share", () => assert.equal(outbox.length, 1));
    assert.equal(outbox.length, 1);
  });

  it("writes to the user's own address, as it is stored", async (t) => {
    const { visitor, ann } = await siteWithAnn(t);
    const link = await askForLink(visitor(), "ANN@Example.com");
    assert.equal(outbox.length, 1);
    const [mail] = outbox;
    assert.deepEqual(mail?.to, ["ann@example.com"]);
    assert.equal(mail?.fromEmail, "webmaster@localhost");
    assert.equal(mail?.subject, "Set a new password on testserver");
    assert.match(
      link,
      new RegExp(`^/accounts/reset/${encodeUid(ann.id)}/[0-9a-z]{6}-[0-9a-f]{32}/$`),
    );
    assert.match(mail?.body ?? "", /Your username, in case you have forgotten it: ann\n/);
  });

  it("links to HTTPS if it was asked for by HTTPS, and takes the mail of a Django project", async (t) => {
    const { visitor, root } = await siteWithAnn(t);
    await mkdir(new URL("templates/registration/", root), { recursive: true });
    await writeFile(
      new URL("templates/registration/password_reset_email.html", root),
      "{{ email }} {{ user.get_username }} {{ protocol }}://{{ domain }}{% url 'password_reset_confirm' uidb64=uid token=token %}",
    );
    const lenient = visitor({ enforceCsrfChecks: false });
    const fields = { email: "ann@example.com" };
    await lenient.post("/accounts/password_reset/", fields, { secure: true });
    assert.match(
      outbox[0]?.body ?? "",
      /^ann@example\.com ann https:\/\/testserver\/accounts\/reset\/MQ\/[\w-]+\/$/,
    );
  });

  it("refuses a host that is not this site's, before any mail could name it", async (t) => {
    const { visitor } = await siteWithAnn(t, { MIDDLEWARE: ["mkweb/sessions/middleware"] });
    const eve = visitor({ enforceCsrfChecks: false, headers: { host: "evil.example" } });
    const response = await eve.post("/accounts/password_reset/", { email: "ann@example.com" });
    assert.equal(response.status, 400);
    assert.deepEqual(outbox, []);
  });

  it("answers the same whether anyone has the address or not, and hashes nothing", async (t) => {
    const { visitor, addUser } = await siteWithAnn(t);
    await addUser({ username: "idle", password: "pw", email: "idle@example.com", isActive: false });
    await addUser({ username: "robot", email: "robot@example.com" });
    const answers = [];
    for (const email of [
      "ann@example.com",
      "nobody@example.com",
      "idle@example.com",
      "robot@example.com",
      "%@example.com",
      "a_n@example.com",
    ]) {
      quickHasher.takeHashed();
      const browser = visitor();
      const response = await submit(browser, "/accounts/password_reset/", { email });
      const { text } = await browser.get(response.url);
      answers.push([response.status, response.url, response.text, text, quickHasher.takeHashed()]);
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.deepEqual(
      outbox.map(({ to }) => to),
      [["ann@example.com"]],
    );
  });

  it("writes nothing to an address that only looks alike", async (t) => {
    const { visitor, addUser } = await siteWithAnn(t);
    await addUser({ username: "mike", password: "pw", email: "mike@example.org" });
    await submit(visitor(), "/accounts/password_reset/", { email: "mıke@example.org" });
    await submit(visitor(), "/accounts/password_reset/", { email: "mike@example.org" });
    assert.equal(outbox.length, 1);
  });

  it("writes to every user of an address", async (t) => {
    const { visitor, addUser } = await siteWithAnn(t);
    await addUser({ username: "anna", password: "pw", email: "Ann@example.com" });
    await askForLink(visitor(), "ann@example.com");
    assert.deepEqual(outbox.map(({ to }) => to[0]).join(), "ann@example.com,Ann@example.com");
  });

  it("names what is no address", async (t) => {
    const { visitor } = await siteWithAnn(t);
    for (const email of [
      "ann",
      "ann@",
      "@example.com",
      "ann@example",
      "a b@example.com",
      "ann@example.com\nBcc: eve@example.com",
      "ann@exa_mple.com",
      "ann@-example.com",
      "a..b@example.com",
      "<ann@example.com>",
      "ann@example.com, eve@example.com",
    ]) {
      const { status, text } = await submit(visitor(), "/accounts/password_reset/", { email });
      assert.equal(status, 200, email);
      assert.match(text, /<li>Enter a valid email address\.<\/li>/);
    }
    const empty = await submit(visitor(), "/accounts/password_reset/", {});
    assert.match(empty.text, /<li>This field is required\.<\/li>/);
    const long = `${"x".repeat(250)}@example.com`;
    const tooLong = await submit(visitor(), "/accounts/password_reset/", { email: long });
    assert.match(tooLong.text, /at most 254 characters \(it has 262\)/);
    assert.deepEqual(outbox, []);
  });

  it("answers though the mail cannot be sent, and says so to those who run the site", async (t) => {
    const file = { class: "file", filename: "site.log", formatter: "json" };
    const LOGGING = { handlers: { file }, root: { handlers: ["file"] } };
    const { visitor, root } = await siteWithAnn(t, { LOGGING });
    await mkdir(new URL("templates/registration/", root), { recursive: true });
    const template = new URL("templates/registration/password_reset_email.html", root);
    await writeFile(template, "{{ user|nofilter }}");
    await askForLink(visitor(), "ann@example.com");
    assert.deepEqual(outbox, []);
    const [record, ...others] = logRecords(await readFile(new URL("site.log", root), "utf8"));
    assert.deepEqual(others, []);
    assert.equal(record?.message, "Failed to send password reset email");
    assert.match(record.error?.message ?? "", /'nofilter'/);
  });

  it("takes templates, sender and words of the project's own", async (t) => {
    const { visitor, root } = await siteWithAnn(t);
    await mkdir(new URL("templates/mail/", root), { recursive: true });
    const write = (name: string, text: string) =>
      writeFile(new URL(`templates/mail/${name}`, root), text);
    await write("subject.txt", "{{ shop|safe }}:\n{{ user.username }}\n");
    await write("reset.txt", "{{ protocol }}://{{ domain }}{% url 'again' uid token %}");
    await write("reset.html", "<b>{{ shop }}</b>");
    const response = await submit(visitor(), "/forgot/", { email: "ann@example.com" });
    assert.equal(response.url, "/sent/");
    const [mail] = outbox;
    assert.equal(mail?.subject, "Fish & Chips:ann");
    assert.equal(mail?.fromEmail, "Shop <shop@example.com>");
    assert.equal(mail?.htmlMessage, "<b>Fish &amp; Chips</b>");
    assert.match(mail?.body ?? "", /^http:\/\/testserver\/again\/MQ\/\w{6}-\w{32}\/$/);

    const browser = visitor();
    const page = await followLink(browser, linkIn(mail));
    assert.equal(page, "/again/MQ/now/");
    assert.equal((await submit(browser, page, both(NEW))).url, "/");
    assert.equal(await who(browser), "ann");
  });
});

describe("the page to sign up", () => {
  const fields = { username: "ｂob", password1: NEW, password2: NEW };

  it("makes a user without rights, who can log in, and leads to the login", async (t) => {
    const site = await siteWithAnn(t);
    const page = await site.visitor().get("/signup/");
    assert.match(page.text, /<h1>Sign up<\/h1>/);
    assert.match(page.text, /name="username"[^>]* autocomplete="username" autofocus/);
    assert.match(page.headers.get("Cache-Control", ""), /no-store/);
    const rights = { is_staff: "on", is_superuser: "on", isSuperuser: "true" };
    const response = await submit(site.visitor(), "/signup/", { ...fields, ...rights });
    assert.equal(response.url, "/accounts/login/");
    assert.equal((await logIn(site.visitor(), "bob", NEW)).url, "/");
    const bob = await User.objects.get({ username: "bob" });
    assert.deepEqual([bob.isActive, bob.isStaff, bob.isSuperuser], [true, false, false]);
    assert.match(bob.password, /^pbkdf2_sha256\$/);
  });

  it("takes no name that somebody has, in whatever case, and no weak password", async (t) => {
    const NAME = new URL("accounts/remembering-validator.ts", import.meta.url).href;
    const site = await siteWithAnn(t, {
      AUTH_PASSWORD_VALIDATORS: [{ NAME }, { NAME: "mkweb/auth/validators/numeric-password" }],
    });
    const refused = async (given: object, message: RegExp) => {
      const { status, text } = await submit(site.visitor(), "/signup/", { ...fields, ...given });
      assert.equal(status, 200);
      assert.match(text, message);
      assert.doesNotMatch(text, /much better/);
    };
    await refused({ username: "ANN" }, /<li>A user with that username already exists\.<\/li>/);
    await refused({ username: "a b" }, /<li>Enter a valid username\./);
    await refused({ password2: "x" }, /<li>The two password fields didn’t match\.<\/li>/);
    await refused({ password1: "123", password2: "123" }, /<li>This password is entirely numeric/);
    assert.equal(await User.objects.count(), 1);
    assert.deepEqual(taken, []);
    await submit(site.visitor(), "/signup/", fields);
    assert.deepEqual(taken, [`bob: ${NEW}`]);
  });

  it("is refused to forms of other sites", async (t) => {
    const site = await siteWithAnn(t);
    assert.equal((await site.visitor().post("/signup/", fields)).status, 403);
    assert.equal(await User.objects.count(), 1);
  });
});

describe("a link", () => {
  it("leads to a page whose address does not hold the token, and sets a new password once", async (t) => {
    const site = await siteWithAnn(t);
    const link = await askForLink(site.visitor(), "ann@example.com");
    const elsewhere = site.visitor();
    await logIn(elsewhere, "ann", "pw-ann");
    outbox.length = 0;
    const fresh = await askForLink(site.visitor(), "ann@example.com");
    const browser = site.visitor();
    assert.notEqual(fresh, link);

    const page = await followLink(browser, fresh);
    assert.equal(page, "/accounts/reset/MQ/set-password/");
    const shown = await browser.get(page);
    assert.match(shown.headers.get("Cache-Control", ""), /no-store/);
    assert.match(shown.text, /autocomplete="username" value="ann" hidden/);
    const response = await submit(browser, page, both(NEW));
    assert.equal(response.url, "/accounts/reset/done/");
    const done = await browser.get(response.url);
    assert.match(done.text, /<a href="\/accounts\/login\/">log in<\/a>/);

    assert.equal(await who(browser), "");
    assert.equal(await who(elsewhere), "");
    assert.deepEqual([await canEnter(site, "pw-ann"), await canEnter(site, NEW)], [false, true]);
    assert.equal((await browser.get(page)).status, 200);
    assert.match((await browser.get(page)).text, /This link is not valid/);
    assert.match((await site.visitor().get(fresh)).text, /This link is not valid/);
  });

  /** What a visitor sees and may do who comes with a link. */
  async function refused(site: AccountsSite, link: string): Promise<void> {
    const browser = site.visitor();
    const page = await browser.get(link);
    assert.equal(page.status, 200, link);
    assert.match(page.text, /This link is not valid/);
    assert.doesNotMatch(page.text, /new_password/);
    const lenient = site.visitor({ enforceCsrfChecks: false });
    for (const address of [link, "/accounts/reset/MQ/set-password/"]) {
      assert.equal((await lenient.post(address, both("pw-eve"))).status, 200);
    }
    assert.equal(await canEnter(site, "pw-eve"), false);
  }

  const linkOf = (user: User, token: string): string =>
    `/accounts/reset/${encodeUid(user.id)}/${token}/`;
  const dated = (settings: Settings, user: User, secondsAgo: number): string =>
    new PasswordResetTokenGenerator(settings, () => Date.now() - secondsAgo * 1000).makeToken(user);

  it("is good for PASSWORD_RESET_TIMEOUT, three days, and no longer", async (t) => {
    const site = await siteWithAnn(t);
    const { settings, ann } = site;
    await followLink(site.visitor(), linkOf(ann, dated(settings, ann, 259_190)));
    await refused(site, linkOf(ann, dated(settings, ann, 259_205)));
  });

  it("is worth nothing after a login, a change of the password or of the address", async (t) => {
    const site = await siteWithAnn(t);
    const links: string[] = [];
    links.push(await askForLink(site.visitor(), "ann@example.com"));
    const browser = site.visitor();
    await logIn(browser, "ann", "pw-ann");
    await refused(site, links[0] ?? "");

    links.push(await askForLink(site.visitor(), "ann@example.com"));
    const fields = { old_password: "pw-ann", ...both("pw-ann") };
    assert.equal((await submit(browser, "/accounts/password_change/", fields)).status, 302);
    await refused(site, links[1] ?? "");

    links.push(await askForLink(site.visitor(), "ann@example.com"));
    const user = await findUser(site.settings, site.ann.id);
    assert.ok(user);
    user.email = "ann@example.net";
    await user.save({ updateFields: ["email"] });
    await refused(site, links[2] ?? "");
    assert.equal(new Set(links).size, 3);
  });

  it("ends while its page is open, if the password is changed meanwhile", async (t) => {
    const site = await siteWithAnn(t);
    const link = await askForLink(site.visitor(), "ann@example.com");
    const [first, second] = [site.visitor(), site.visitor()];
    const page = await followLink(first, link);
    await followLink(second, link);
    assert.equal((await submit(first, page, both(NEW))).status, 302);
    const late = await submit(second, page, both("pw-eve"));
    assert.match(late.text, /This link is not valid|CSRF/);
    assert.equal(await canEnter(site, "pw-eve"), false);
  });

  it("of one user is worth nothing for another", async (t) => {
    const site = await siteWithAnn(t);
    const bob = await site.addUser({ username: "bob", password: "pw-bob", email: "b@example.com" });
    const token = dated(site.settings, bob, 0);
    await refused(site, linkOf(site.ann, token));
    // Nor by way of the session, which knows bob's token now.
    const browser = site.visitor();
    await followLink(browser, linkOf(bob, token));
    const page = await browser.get(`/accounts/reset/${encodeUid(site.ann.id)}/set-password/`);
    assert.match(page.text, /This link is not valid/);
  });

  it("that was tampered with is refused, whatever stands in it", async (t) => {
    const site = await siteWithAnn(t);
    const { ann } = site;
    const token = dated(site.settings, ann, 0);
    await followLink(site.visitor(), linkOf(ann, token));
    await refused(site, linkOf(ann, `${token}0`));
    await refused(
      site,
      linkOf(
        ann,
        token.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      ),
    );
    await refused(site, linkOf(ann, "set-password"));
    for (const uid of [
      "MQ==",
      "MR",
      "Mg",
      "LTE",
      "MS4w",
      encodeUid("9".repeat(15)),
      encodeUid(2 ** 31),
      encodeUid("1 OR 1=1"),
      "%00",
      "%F0%9F%98%80",
    ]) {
      const { status, text } = await site.visitor().get(`/accounts/reset/${uid}/${token}/`);
      assert.equal(status, 200, uid);
      assert.match(text, /This link is not valid/);
    }
  });

  it("asks for the token of its page, too", async (t) => {
    const site = await siteWithAnn(t);
    const browser = site.visitor();
    const page = await followLink(browser, await askForLink(site.visitor(), "ann@example.com"));
    await browser.get(page);
    assert.equal((await browser.post(page, both("pw-eve"))).status, 403);
    assert.equal(await canEnter(site, "pw-eve"), false);
  });

  it("holds the new one to AUTH_PASSWORD_VALIDATORS", async (t) => {
    const site = await siteWithAnn(t, {
      AUTH_PASSWORD_VALIDATORS: [{ NAME: "mkweb/auth/validators/numeric-password" }],
    });
    const browser = site.visitor();
    const page = await followLink(browser, await askForLink(site.visitor(), "ann@example.com"));
    const refused = await submit(browser, page, both("123"));
    assert.match(refused.text, /<li>This password is entirely numeric\.<\/li>/);
    assert.equal(await canEnter(site, "123"), false);
  });

  it("tells the validators of the password that was taken, and of no other", async (t) => {
    const NAME = new URL("accounts/remembering-validator.ts", import.meta.url).href;
    const site = await siteWithAnn(t, { AUTH_PASSWORD_VALIDATORS: [{ NAME }] });
    const browser = site.visitor();
    const page = await followLink(browser, await askForLink(site.visitor(), "ann@example.com"));
    await submit(browser, page, { new_password1: "one", new_password2: "two" });
    assert.deepEqual(taken, []);
    await submit(browser, page, both(NEW));
    assert.deepEqual(taken, [`ann: ${NEW}`]);
  });

  it("works on after a mistake in the form", async (t) => {
    const site = await siteWithAnn(t);
    const browser = site.visitor();
    const page = await followLink(browser, await askForLink(site.visitor(), "ann@example.com"));
    const wrong = await submit(browser, page, { new_password1: "one", new_password2: "two" });
    assert.match(wrong.text, /The two password fields didn’t match\./);
    assert.equal((await submit(browser, page, both(NEW))).status, 302);
    assert.equal(await canEnter(site, NEW), true);
  });
});

describe("on PostgreSQL", { skip: noPostgres }, () => {
  let postgres: Postgres | undefined;
  before(async () => {
    if (!noPostgres) postgres = await startPostgres();
  });
  after(() => postgres?.stop());

  it("a password is reset, and links with strange ids are refused", async (t) => {
    process.env["RESET_DATABASE"] = await postgres?.createDatabase();
    t.after(() => delete process.env["RESET_DATABASE"]);
    const site = await siteWithAnn(t, {
      DATABASES: { default: env.database("RESET_DATABASE", "") },
    });
    await logIn(site.visitor(), "ann", "pw-ann");
    const link = await askForLink(site.visitor(), "ANN@example.com");
    const browser = site.visitor();
    const page = await followLink(browser, link);
    assert.equal((await submit(browser, page, both(NEW))).status, 302);
    assert.deepEqual([await canEnter(site, "pw-ann"), await canEnter(site, NEW)], [false, true]);
    assert.match((await site.visitor().get(link)).text, /This link is not valid/);
    for (const id of ["9".repeat(15), 2 ** 31, 2 ** 31 - 1, 0]) {
      const strange = `/accounts/reset/${encodeUid(id)}/cxxxxx-${"0".repeat(32)}/`;
      assert.match((await site.visitor().get(strange)).text, /This link is not valid/);
    }
    await submit(site.visitor(), "/accounts/password_reset/", { email: "mıke@example.org" });
    assert.equal(outbox.length, 1);
  });
});
