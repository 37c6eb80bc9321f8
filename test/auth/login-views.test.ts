import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { describe, it, type TestContext } from "node:test";
import { CSP } from "../../src/middleware/csp.ts";
import type { Client } from "../../src/test/index.ts";
import { logIn, makeAccountsSite, submit, type AccountsSite } from "./accounts-site.ts";
import quickHasher from "./quick-hasher.ts";

async function siteWithAnn(
  t: TestContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<AccountsSite> {
  const site = await makeAccountsSite(t, given);
  await site.addUser({ username: "ann", password: "pw-ann" });
  return site;
}

const who = async (visitor: Client): Promise<string> => (await visitor.get("/")).text;
const wrong =
  "Please enter a correct username and password. Note that both fields may be case-sensitive.";

describe("the login page", () => {
  it("lets in who knows the password, and leads to LOGIN_REDIRECT_URL", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    const response = await logIn(browser, " ann ", "pw-ann");
    assert.deepEqual([response.status, response.url], [302, "/"]);
    assert.equal(await who(browser), "ann");
  });

  it("leads to the page that asked for a login", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    const asked = await browser.get("/private/", { a: "1" });
    assert.equal(asked.url, "/accounts/login/?next=/private/%3Fa%3D1");
    const page = await browser.get(asked.url);
    assert.match(page.text, /<input type="hidden" name="next" value="\/private\/\?a=1">/);
    const response = await submit(browser, asked.url, { username: "ann", password: "pw-ann" });
    assert.equal(response.url, "/private/?a=1");
  });

  it("gives the session a new key, and forms a new token", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await browser.get("/accounts/login/");
    const token = browser.cookies.get("csrftoken");
    await logIn(browser, "ann", "pw-ann");
    assert.ok(token);
    assert.notEqual(browser.cookies.get("csrftoken"), token);
  });

  it("refuses a form without the token of its page", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await browser.get("/accounts/login/");
    const response = await browser.post("/accounts/login/", {
      username: "ann",
      password: "pw-ann",
    });
    assert.equal(response.status, 403);
    assert.equal(await who(browser), "");
  });

  it("is protected where the project has no CSRF middleware, too", async (t) => {
    const { visitor } = await siteWithAnn(t, {
      MIDDLEWARE: ["mkweb/sessions/middleware", "mkweb/auth/middleware"],
    });
    const fields = { username: "ann", password: "pw-ann" };
    assert.equal((await visitor().post("/accounts/login/", fields)).status, 403);
    assert.equal((await logIn(visitor(), "ann", "pw-ann")).status, 302);
    const lenient = visitor({ enforceCsrfChecks: false });
    assert.equal((await lenient.post("/accounts/login/", fields)).status, 302);
  });

  it("is kept out of every cache", async (t) => {
    const { visitor } = await siteWithAnn(t);
    for (const path of ["/accounts/login/", "/accounts/logout/"]) {
      const { headers } = await visitor().get(path);
      assert.match(headers.get("Cache-Control", ""), /no-store/);
    }
  });

  it("says the same of unknown names, wrong passwords and inactive users, after the same work", async (t) => {
    const { visitor, addUser } = await siteWithAnn(t);
    await addUser({ username: "idle", password: "pw-idle", isActive: false });
    await addUser({ username: "robot" });
    const answers = [];
    for (const [username, password] of [
      ["nobody", "pw-ann"],
      ["ann", "pw-bob"],
      ["idle", "pw-idle"],
      ["robot", "!"],
      ["ANN", "pw-ann"],
    ] as const) {
      quickHasher.takeHashed();
      const { status, text } = await logIn(visitor(), username, password);
      const normal = text
        .replace(/(name="csrfmiddlewaretoken" value=)"\w+"/, "$1")
        .replace(`value="${username}"`, "");
      answers.push([status, quickHasher.takeHashed().length, normal]);
    }
    assert.equal(answers[0]?.[0], 200);
    assert.equal(answers[0]?.[1], 1);
    assert.ok(String(answers[0]?.[2]).includes(wrong));
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });

  it("shows again the name that was typed, escaped, and never the password", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const { text } = await logIn(visitor(), '"><script>x', "pw-secret");
    assert.match(text, /value="&quot;&gt;&lt;script&gt;x"/);
    assert.doesNotMatch(text, /pw-secret/);
  });

  it("says at a field what is wrong with it, without asking anyone", async (t) => {
    const { visitor } = await siteWithAnn(t);
    quickHasher.takeHashed();
    const empty = await logIn(visitor(), "  ", "");
    assert.equal(empty.text.match(/This field is required\./g)?.length, 2);
    assert.match(empty.text, /aria-invalid="true" aria-describedby="id_username_error"/);
    assert.match(empty.text, /<ul class="errorlist" id="id_username_error">/);
    const long = await logIn(visitor(), "x".repeat(151), "pw");
    assert.match(long.text, /Ensure this value has at most 150 characters \(it has 151\)\./);
    const zero = await logIn(visitor(), "ann\0", "pw-ann");
    assert.match(zero.text, /Null characters are not allowed\./);
    assert.deepEqual(quickHasher.takeHashed(), []);
  });

  it("takes a form of the project's own, which asks more and decides who may come in", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const enter = (fields: Readonly<Record<string, string>>) => {
      const credentials = { username: "ann", password: "pw-ann" };
      return submit(visitor(), "/code/", { ...credentials, ...fields });
    };
    assert.match(
      (await visitor().get("/code/")).text,
      /<input type="text" name="code" maxlength="4"/,
    );
    assert.match((await enter({})).text, /<li>This field is required\.<\/li>/);
    assert.match((await enter({ code: "4321" })).text, /nonfield"><li>Not with this code\.<\/li>/);
    assert.match((await enter({ code: "1234", password: "x" })).text, /nonfield"><li>Who\?<\/li>/);
    assert.equal((await enter({ code: "1234" })).url, "/");
  });

  it("takes names in their compatible form, as they are stored", async (t) => {
    const { visitor, addUser } = await siteWithAnn(t);
    await addUser({ username: "ﬁona", password: "pw" });
    assert.equal((await logIn(visitor(), "fiona", "pw")).status, 302);
    assert.equal((await logIn(visitor(), "ﬁona", "pw")).status, 302);
  });

  it("answers other methods with what it takes", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    const refused = await browser.delete("/accounts/login/");
    // The CSRF protection comes first, as in Django.
    assert.equal(refused.status, 403);
    const options = await browser.options("/accounts/login/");
    assert.deepEqual([options.status, options.text], [200, ""]);
    assert.equal(options.headers.get("Allow"), "GET, POST, PUT, HEAD, OPTIONS");
    assert.equal((await browser.head("/accounts/login/")).status, 200);
    const lenient = visitor({ enforceCsrfChecks: false });
    assert.equal((await lenient.delete("/accounts/login/")).status, 405);
    // A form sent by PUT counts as empty, as in Django.
    const put = await lenient.put("/accounts/login/", "username=ann&password=pw-ann");
    assert.equal(put.status, 200);
    assert.equal(put.text.match(/This field is required\./g)?.length, 2);
  });
});

describe("a redirect after the login", () => {
  for (const next of [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "http:///evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "\u0001//evil.example",
    " //evil.example",
    "ftp://testserver/",
    "http://testserver@evil.example/",
  ]) {
    it(`never leads to ${JSON.stringify(next)}`, async (t) => {
      const { visitor } = await siteWithAnn(t);
      const page = `/accounts/login/?next=${encodeURIComponent(next)}`;
      const shown = await visitor().get(page);
      assert.match(shown.text, /name="next" value=""/);
      const credentials = { username: "ann", password: "pw-ann" };
      assert.equal((await submit(visitor(), page, credentials)).url, "/");
      const posted = await submit(visitor(), "/accounts/login/", { ...credentials, next });
      assert.equal(posted.url, "/");
    });
  }

  it("stays with HTTPS once it has it", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const lenient = visitor({ enforceCsrfChecks: false });
    const fields = { username: "ann", password: "pw-ann", next: "http://testserver/x/" };
    assert.equal((await lenient.post("/accounts/login/", fields, { secure: true })).url, "/");
    const plain = visitor({ enforceCsrfChecks: false });
    assert.equal((await plain.post("/accounts/login/", fields)).url, "http://testserver/x/");
  });

  it("goes to other hosts if the view allows them, by a field of another name", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const credentials = { username: "ann", password: "pw-ann" };
    const enter = (to: string) => submit(visitor(), "/enter/", { ...credentials, to });
    assert.equal((await enter("https://shop.example/cart/")).url, "https://shop.example/cart/");
    assert.equal((await enter("https://evil.example/")).url, "/private/");
    assert.equal((await submit(visitor(), "/enter/", credentials)).url, "/private/");
  });
});

describe("a login page for visitors who are logged in", () => {
  it("asks again by default, and sends them on where the view says so", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await logIn(browser, "ann", "pw-ann");
    assert.equal((await browser.get("/accounts/login/")).status, 200);
    assert.equal((await browser.get("/enter/")).url, "/private/");
    assert.equal((await browser.get("/enter/", { to: "/x/" })).url, "/x/");
  });

  it("refuses to send them in a circle", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await logIn(browser, "ann", "pw-ann");
    await assert.rejects(browser.get("/enter/", { to: "/enter/" }), {
      name: "ImproperlyConfigured",
      message: /Redirection loop/,
    });
  });
});

describe("the logout", () => {
  it("is refused by GET, so that no link and no picture logs anyone out", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await logIn(browser, "ann", "pw-ann");
    const response = await browser.get("/accounts/logout/");
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("Allow"), "POST, OPTIONS");
    assert.equal(await who(browser), "ann");
  });

  it("is refused to forms of other sites", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await logIn(browser, "ann", "pw-ann");
    assert.equal((await browser.post("/accounts/logout/")).status, 403);
    assert.equal(await who(browser), "ann");
  });

  async function logOut(browser: Client, page: string, fields = {}) {
    const { text } = await browser.get("/accounts/login/");
    const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(text)?.[1] ?? "";
    return browser.post(page, { csrfmiddlewaretoken: token, ...fields });
  }

  it("ends the session and says so", async (t) => {
    const { visitor } = await siteWithAnn(t);
    const browser = visitor();
    await logIn(browser, "ann", "pw-ann");
    const key = browser.cookies.get("sessionid");
    const thief = visitor({ headers: { cookie: `sessionid=${key}` } });
    assert.equal(await who(thief), "ann");
    const response = await logOut(browser, "/accounts/logout/");
    assert.equal(response.status, 200);
    assert.equal(response.templateName, "registration/logged_out.html");
    assert.equal(browser.cookies.get("sessionid"), undefined);
    assert.equal(await who(thief), "");
  });

  it("leads to LOGOUT_REDIRECT_URL, the view's own page, or where the form asks, if that is here", async (t) => {
    const { visitor } = await siteWithAnn(t, { LOGOUT_REDIRECT_URL: "private" });
    const leave = async (page: string, fields = {}) => {
      const browser = visitor();
      await logIn(browser, "ann", "pw-ann");
      const { url } = await logOut(browser, page, fields);
      assert.equal(await who(browser), "");
      return url;
    };
    assert.equal(await leave("/accounts/logout/"), "/private/");
    assert.equal(await leave("/leave/"), "/");
    assert.equal(await leave("/leave/", { next: "/bye/" }), "/bye/");
    assert.equal(await leave("/leave/?next=/bye/"), "/bye/");
    assert.equal(await leave("/leave/", { next: "//evil.example/" }), "/");
    assert.equal(await leave("/leave-and-enter/"), "/accounts/login/");
  });
});

describe("the pages' templates", () => {
  it("show their style under a policy that wants nonces", async (t) => {
    const { visitor } = await siteWithAnn(t, {
      MIDDLEWARE: [
        "mkweb/middleware/csp",
        "mkweb/sessions/middleware",
        "mkweb/middleware/csrf",
        "mkweb/auth/middleware",
      ],
      SECURE_CSP: { "style-src": [CSP.NONCE] },
      TEMPLATES: [
        { APP_DIRS: true, OPTIONS: { context_processors: ["mkweb/context-processors#csp"] } },
      ],
    });
    const { text, headers } = await visitor().get("/accounts/login/");
    const [, nonce] = /<style nonce="([^"]+)">/.exec(text) ?? [];
    assert.ok(nonce);
    assert.equal(headers.get("Content-Security-Policy"), `style-src 'nonce-${nonce}'`);
  });

  it("may be those of a Django project", async (t) => {
    const { visitor, root } = await siteWithAnn(t);
    await mkdir(new URL("templates/registration/", root), { recursive: true });
    await writeFile(
      new URL("templates/registration/login.html", root),
      `{% if form.errors %}<p>Your username and password didn't match.</p>{% endif %}
{% if next %}{% if user.is_authenticated %}<p>No access.</p>{% else %}<p>Please log in.</p>{% endif %}{% endif %}
<form method="post" action="{% url 'login' %}">{% csrf_token %}
{{ form.non_field_errors }}{% for field in form %}{{ field.errors }}{{ field.label_tag }}{{ field }}{{ field.help_text|safe }}{% endfor %}
<input type="hidden" name="next" value="{{ next }}"></form>`,
    );
    const browser = visitor();
    const first = await browser.get("/accounts/login/", { next: "/private/" });
    assert.match(first.text, /<p>Please log in\.<\/p>/);
    assert.doesNotMatch(first.text, /didn't match|errorlist|aria-/);
    const second = await logIn(browser, "ann", "wrong");
    assert.match(second.text, /<p>Your username and password didn't match\.<\/p>/);
    assert.match(second.text, /<ul class="errorlist nonfield"><li>Please enter a correct/);
    await logIn(browser, "ann", "pw-ann");
    assert.match((await browser.get("/accounts/login/?next=/x/")).text, /<p>No access\.<\/p>/);
  });

  it("come from the package, until the project has its own", async (t) => {
    const { visitor, root } = await siteWithAnn(t);
    const before = await visitor().get("/accounts/login/");
    assert.match(before.text, /<h1>Log in<\/h1>/);
    await mkdir(new URL("templates/registration/", root), { recursive: true });
    await writeFile(
      new URL("templates/registration/login.html", root),
      `{% if form.errors %}{{ form.errors.items|length }} wrong{% endif %}{{ form.as_p }}{{ form.username.label }}|{{ form.username.label_tag }}|{{ site_name }}`,
    );
    const own = await visitor({ enforceCsrfChecks: false }).post("/accounts/login/", {
      username: "<ann>",
      password: "",
    });
    assert.equal(
      own.text.replaceAll(/\s*(<\/?(?:p|label|ul)\b)/g, "$1").replaceAll(/>\s+</g, "><"),
      '1 wrong<p><label for="id_username">Username:</label><input type="text" name="username" ' +
        'value="&lt;ann&gt;" autofocus autocapitalize="none" autocomplete="username" maxlength="150" ' +
        'required id="id_username"></p><ul class="errorlist" id="id_password_error">' +
        '<li>This field is required.</li></ul><p><label for="id_password">Password:</label>' +
        '<input type="password" name="password" autocomplete="current-password" required ' +
        'aria-invalid="true" aria-describedby="id_password_error" id="id_password"></p>' +
        'Username|<label for="id_username">Username:</label>|testserver',
    );
  });
});
