import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpResponse, type HttpRequest, type Middleware } from "../../src/http/index.ts";
import csrfView, {
  csrf,
  csrfExempt,
  csrfProtect,
  ensureCsrfCookie,
  getToken,
  requiresCsrfToken,
  rotateToken,
} from "../../src/middleware/csrf.ts";
import { Engine, MemoryLoader } from "../../src/templates/index.ts";
import { maskSecret, unmaskToken } from "../../src/middleware/csrf/token.ts";
import { hello, through, type Visit } from "./through.ts";

const secret = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF";
const other = "Zz9Yy8Xx7Ww6Vv5Uu4Tt3Ss2Rr1Qq0Pp";
const form = "application/x-www-form-urlencoded";
const showForm = (request: HttpRequest) => new HttpResponse(getToken(request));

/** A form sent by the page that this site showed. */
function honest(token: string = maskSecret(secret)): Visit {
  return {
    method: "POST",
    headers: { Cookie: `csrftoken=${secret}`, "Content-Type": form },
    body: `csrfmiddlewaretoken=${token}`,
  };
}

/** The reason a refused visitor is given while DEBUG is on; undefined for one who is let in. */
async function refusal(visit: Visit): Promise<string | undefined> {
  const settings = { DEBUG: true, ...visit.settings };
  const response = await through(csrfView, { ...visit, settings });
  assert.ok(response instanceof HttpResponse);
  if (response.status === 200) return undefined;
  assert.equal(response.status, 403);
  return /<code>(.*?)<\/code>/.exec(response.text)?.[1]?.replaceAll("&#39;", "'") ?? "no reason";
}

/** The middleware behind one that has put something on the request. */
function csrfViewGiven(attributes: object): Middleware {
  return (getResponse, context) => {
    const built = csrfView(getResponse, context);
    assert.ok(!(built instanceof Promise));
    return Object.assign(
      (request: HttpRequest) => built(Object.assign(request, attributes)),
      built.processView === undefined ? {} : { processView: built.processView },
    );
  };
}

describe("CSRF tokens", () => {
  it("are masked anew each time and carry the same secret", () => {
    const tokens = [maskSecret(secret), maskSecret(secret)];
    assert.notEqual(tokens[0], tokens[1]);
    for (const token of tokens) {
      assert.match(token, /^[a-zA-Z0-9]{64}$/);
      assert.equal(unmaskToken(token), secret);
    }
  });
});

describe("mkweb/middleware/csrf", () => {
  it("accepts a form that carries the cookie's secret, masked or bare", async () => {
    assert.equal(await refusal(honest()), undefined);
    assert.equal(await refusal(honest(secret)), undefined);
  });

  it("accepts the masked cookie of an older Django", async () => {
    const visit = honest();
    const headers = { ...visit.headers, Cookie: `csrftoken=${maskSecret(secret)}` };
    assert.equal(await refusal({ ...visit, headers }), undefined);
  });

  it("accepts the token in a header, for scripts and for PUT", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const headers = { Cookie: `csrftoken=${secret}`, "X-CSRFToken": maskSecret(secret) };
      assert.equal(await refusal({ method, headers }), undefined);
    }
  });

  it("reads the header that CSRF_HEADER_NAME names", async () => {
    const settings = { CSRF_HEADER_NAME: "HTTP_X_TOKEN" };
    const headers = { Cookie: `csrftoken=${secret}`, "X-Token": maskSecret(other) };
    assert.equal(
      await refusal({ method: "POST", headers, settings }),
      "CSRF token from the 'X-Token' HTTP header incorrect.",
    );
  });

  it("lets safe methods pass without a token", async () => {
    for (const method of ["GET", "HEAD", "OPTIONS", "TRACE"]) {
      assert.equal(await refusal({ method }), undefined);
    }
  });

  it("refuses an unsafe request for each reason Django has, in its words", async () => {
    const cookie = { Cookie: `csrftoken=${secret}` };
    assert.equal(await refusal({ method: "POST" }), "CSRF cookie not set.");
    assert.equal(await refusal({ method: "PROPFIND", headers: cookie }), "CSRF token missing.");
    assert.equal(await refusal(honest(maskSecret(other))), "CSRF token from POST incorrect.");
    assert.equal(
      await refusal(honest("x".repeat(100_000))),
      "CSRF token from POST has incorrect length.",
    );
    assert.equal(
      await refusal(honest(`${secret.slice(1)}-`)),
      "CSRF token from POST has invalid characters.",
    );
    assert.equal(
      await refusal({ method: "POST", headers: { Cookie: "csrftoken=short" } }),
      "CSRF cookie has incorrect length.",
    );
  });

  it("checks the Origin header where there is one", async () => {
    const from = (Origin: string, rest: Visit = {}): Visit => {
      const visit = honest();
      return { ...visit, ...rest, headers: { ...visit.headers, Origin } };
    };
    const bad = (origin: string) =>
      `Origin checking failed - ${origin} does not match any trusted origins.`;
    assert.equal(await refusal(from("http://testserver")), undefined);
    assert.equal(await refusal(from("https://testserver", { encrypted: true })), undefined);
    assert.equal(await refusal(from("https://testserver")), bad("https://testserver"));
    assert.equal(await refusal(from("null")), bad("null"));
    assert.equal(await refusal(from("https://[")), bad("https://["));

    const settings = { CSRF_TRUSTED_ORIGINS: ["https://a.org", "https://*.b.org"] };
    assert.equal(await refusal(from("https://a.org", { settings })), undefined);
    assert.equal(await refusal(from("https://x.y.b.org", { settings })), undefined);
    assert.equal(await refusal(from("http://x.b.org", { settings })), bad("http://x.b.org"));
    assert.equal(await refusal(from("https://evilb.org", { settings })), bad("https://evilb.org"));
  });

  it("checks the Referer of HTTPS requests without an Origin", async () => {
    const from = (Referer: string | undefined, settings: Visit["settings"] = {}): Visit => {
      const visit = honest();
      const headers = { ...visit.headers, ...(Referer === undefined ? {} : { Referer }) };
      return { ...visit, headers, settings, encrypted: true };
    };
    const failed = (why: string) => `Referer checking failed - ${why}.`;
    assert.equal(await refusal(from(undefined)), failed("no Referer"));
    assert.equal(await refusal(from("https://testserver/page")), undefined);
    assert.equal(await refusal(from("//testserver/")), failed("Referer is malformed"));
    assert.equal(
      await refusal(from("http://testserver/")),
      failed("Referer is insecure while host is secure"),
    );
    const evil = "https://testserver.evil.org/";
    assert.equal(await refusal(from(evil)), failed(`${evil} does not match any trusted origins`));
    const domain = { CSRF_COOKIE_DOMAIN: ".example.com" };
    assert.equal(await refusal(from("https://foo.example.com/", domain)), undefined);
    const trusted = { CSRF_TRUSTED_ORIGINS: ["https://*.example.org"] };
    assert.equal(await refusal(from("https://a.example.org/", trusted)), undefined);
    assert.equal(await refusal({ ...from("http://evil.org/"), encrypted: false }), undefined);
  });

  it("does not say why while DEBUG is off, and escapes what it says while it is on", async () => {
    const page = await through(csrfView, { method: "POST" });
    assert.ok(page instanceof HttpResponse);
    assert.match(page.text, /CSRF verification failed/);
    assert.doesNotMatch(page.text, /not set/);
    const visit = { ...honest(), headers: { Origin: "<script>" }, settings: { DEBUG: true } };
    const shown = await through(csrfView, visit);
    assert.ok(shown instanceof HttpResponse);
    assert.doesNotMatch(shown.text, /<script>/);
  });

  it("shows CSRF_FAILURE_VIEW instead where there is one", async () => {
    const settings = {
      BASE_DIR: new URL(".", import.meta.url),
      CSRF_FAILURE_VIEW: "failure-view.ts#sorry",
    };
    const response = await through(csrfView, { method: "POST", settings });
    assert.ok(response instanceof HttpResponse);
    assert.equal(response.status, 403);
    assert.equal(response.text, "sorry: CSRF cookie not set.");
    await assert.rejects(
      through(csrfView, {
        method: "POST",
        settings: { ...settings, CSRF_FAILURE_VIEW: "failure-view.ts#nothing" },
      }),
      { code: "MKWEB_IMPROPERLY_CONFIGURED" },
    );
  });
});

describe("403_csrf.html", () => {
  const shown = async (source: string): Promise<HttpResponse> => {
    const engine = new Engine({ loaders: [new MemoryLoader({ "403_csrf.html": source })] });
    const response = await through(csrfViewGiven({ engine }), { method: "POST" });
    assert.ok(response instanceof HttpResponse);
    return response;
  };

  it("is shown instead of our page, with the reason", async () => {
    const response = await shown("mine: {{ reason }}{% if no_cookie %} (no cookie){% endif %}");
    assert.equal(response.status, 403);
    assert.equal(response.text, "mine: CSRF cookie not set. (no cookie)");
  });

  it("says so when it is broken", async () => {
    await assert.rejects(shown("{% extends 'nowhere.html' %}"), { name: "TemplateDoesNotExist" });
  });
});

describe("the CSRF cookie", () => {
  it("is sent once a token was asked for, with Django's attributes", async () => {
    const response = await through(csrfView, { view: showForm });
    const cookie = response.cookies.get("csrftoken");
    assert.match(cookie?.value ?? "", /^[a-zA-Z0-9]{32}$/);
    assert.deepEqual(cookie?.options, {
      maxAge: 31_449_600,
      domain: null,
      path: "/",
      secure: false,
      httponly: false,
      samesite: "Lax",
    });
    assert.equal(response.headers.get("Vary"), "Cookie");
  });

  it("keeps its secret, and is not sent when nothing used it", async () => {
    const headers = { Cookie: `csrftoken=${secret}` };
    const used = await through(csrfView, { headers, view: showForm });
    assert.equal(used.cookies.get("csrftoken")?.value, secret);
    assert.ok(used instanceof HttpResponse);
    assert.equal(unmaskToken(used.text), secret);

    const unused = await through(csrfView, { headers });
    assert.equal(unused.cookies.size, 0);
    assert.equal(unused.headers.has("Vary"), false);
  });

  it("is replaced when it is malformed", async () => {
    const response = await through(csrfView, { headers: { Cookie: "csrftoken=x" } });
    assert.match(response.cookies.get("csrftoken")?.value ?? "", /^[a-zA-Z0-9]{32}$/);
  });

  it("gets another secret by rotateToken", async () => {
    const view = (request: HttpRequest) => {
      rotateToken(request);
      return hello();
    };
    const headers = { Cookie: `csrftoken=${secret}` };
    const response = await through(csrfView, { headers, view });
    assert.notEqual(response.cookies.get("csrftoken")?.value, secret);
  });
});

describe("CSRF_USE_SESSIONS", () => {
  const settings = { CSRF_USE_SESSIONS: true, DEBUG: true };
  const withSession = (session: Map<string, unknown>, visit: Visit) =>
    through(csrfViewGiven({ session }), { ...visit, settings });

  it("keeps the secret in the session and sends no cookie", async () => {
    const session = new Map<string, unknown>();
    const response = await withSession(session, { view: showForm });
    assert.equal(response.cookies.size, 0);
    assert.ok(response instanceof HttpResponse);
    assert.equal(unmaskToken(response.text), session.get("_csrftoken"));
  });

  it("judges by the session's secret, not by a cookie", async () => {
    const good = await withSession(new Map([["_csrftoken", secret]]), honest());
    assert.equal(good.status, 200);
    const bad = await withSession(new Map([["_csrftoken", other]]), honest());
    assert.equal(bad.status, 403);
  });

  it("explains that sessions must come first", async () => {
    await assert.rejects(through(csrfView, { settings }), {
      code: "MKWEB_IMPROPERLY_CONFIGURED",
      hint: /mkweb\/sessions\/middleware/,
    });
  });
});

describe("CSRF decorators", () => {
  const plain = (visit: Visit) => through((getResponse) => getResponse, visit);

  it("csrfExempt lets anything in, under other decorators too", async () => {
    assert.equal(
      (await through(csrfView, { method: "POST", view: csrfExempt(hello) })).status,
      200,
    );
    const view = ensureCsrfCookie(csrfExempt(hello));
    assert.equal((await through(csrfView, { method: "POST", view })).status, 200);
  });

  it("csrfProtect protects without the middleware", async () => {
    const view = csrfProtect(showForm);
    assert.equal((await plain({ method: "POST", view })).status, 403);
    const response = await plain({ ...honest(), view });
    assert.equal(response.status, 200);
    assert.equal(response.cookies.get("csrftoken")?.value, secret);
  });

  it("requiresCsrfToken gives a token and refuses nothing", async () => {
    const response = await plain({ method: "POST", view: requiresCsrfToken(showForm) });
    assert.equal(response.status, 200);
    assert.equal(response.cookies.size, 1);
  });

  it("ensureCsrfCookie sends the cookie although nothing shows it", async () => {
    const response = await plain({ view: ensureCsrfCookie(hello) });
    assert.equal(response.cookies.size, 1);
    assert.equal(response.headers.get("Vary"), "Cookie");
  });

  it("give templates one token a page, and no cookie to pages without a form", async () => {
    const unused = await through(csrfView, {
      view: (request) => {
        csrf(request);
        return hello();
      },
    });
    assert.equal(unused.cookies.size, 0);
    const used = await through(csrfView, {
      view: (request) => {
        const { csrf_token } = csrf(request);
        assert.equal(csrf_token(), csrf_token());
        return new HttpResponse(csrf_token());
      },
    });
    assert.ok(used instanceof HttpResponse);
    assert.equal(unmaskToken(used.text), used.cookies.get("csrftoken")?.value);
  });
});
