/** What templates, printed settings and errors tell of a project's secrets. */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { inspect } from "node:util";
import { User } from "../../src/auth/index.ts";
import {
  changeSettings,
  completeSettings,
  isSettings,
  loadApps,
  type Settings,
} from "../../src/conf/index.ts";
import { FetchSource, HttpRequest, JsonResponse } from "../../src/http/index.ts";
import { closeModels, setup } from "../../src/models/index.ts";
import { Engine } from "../../src/templates/index.ts";
import { attribute } from "../../src/templates/runtime/attribute.ts";
import { NoReverseMatch, path, reverse } from "../../src/urls/index.ts";
import { ValidationError } from "../../src/validators/index.ts";
import { ask, makeSite } from "./site.ts";

const secrets = {
  SECRET_KEY: "s3cret-of-the-key",
  SECRET_KEY_FALLBACKS: ["s3cret-of-the-older-key"],
  EMAIL_HOST_PASSWORD: "s3cret-of-the-mail",
  CACHES: {
    default: {
      BACKEND: "mkweb/cache/backends/locmem",
      LOCATION: "redis://:s3cret-of-the-cache@cache",
    },
  },
  DATABASES: {
    default: { ENGINE: "postgresql", NAME: "shop", PASSWORD: "s3cret-of-the-database" },
  },
} as const;

const settings: Settings = completeSettings({
  BASE_DIR: new URL("./", import.meta.url),
  ...secrets,
});

/** A view's answer, rendered with everything that middleware and context processors of ours add. */
async function pageOf(t: TestContext, template: string, context = "{}"): Promise<string> {
  const site = await makeSite(t, {
    views: `const index = (request) => { request.session.set("seen", 1); return render(request, "index.html", ${context}); };`,
    urls: `path("", index, { name: "index" })`,
    files: { "templates/index.html": template },
    settings: {
      ...secrets,
      DEBUG: true,
      SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",
      INSTALLED_APPS: ["mkweb/sessions", "mkweb/messages"],
      MIDDLEWARE: [
        "mkweb/sessions/middleware",
        "mkweb/middleware/csrf",
        "mkweb/auth/middleware",
        "mkweb/messages/middleware",
        "mkweb/middleware/csp",
      ],
      TEMPLATES: [
        {
          DIRS: ["templates"],
          OPTIONS: {
            context_processors: [
              "mkweb/context-processors#debug",
              "mkweb/context-processors#request",
              "mkweb/auth/context-processors#auth",
              "mkweb/messages/context-processors#messages",
            ],
          },
        },
      ],
    },
  });
  const response = await ask(site, "/");
  assert.deepEqual(site.errors, []);
  return response.text();
}

describe("a template", () => {
  it("reaches no setting through the request", async (t) => {
    const names = ["SECRET_KEY", "DATABASES", "DEBUG", "TIME_ZONE"];
    const source = names.map((name) => `{{ request.settings.${name} }}`).join("");
    assert.equal(await pageOf(t, `[${source}{{ request.settings }}]`), "[]");
  });

  it("reaches no setting where a view hands over all of them", async (t) => {
    const source =
      "{{ settings.SECRET_KEY }}{{ settings.DATABASES.default.PASSWORD }}{{ settings }}{{ settings|pprint }}" +
      "{% for one in given %}{{ one.SECRET_KEY }}{% endfor %}{{ given }}";
    const page = await pageOf(
      t,
      source,
      "{ settings: request.settings, given: [request.settings] }",
    );
    assert.doesNotMatch(page, /s3cret/);
    assert.match(page, /&lt;Settings &quot;settings\.ts&quot;&gt;/);
  });

  it("reaches no setting of a request that was made by hand", async () => {
    const source = new FetchSource(new Request("http://testserver/"));
    const request = new HttpRequest(source, { SECRET_KEY: "s3cret" });
    const template = new Engine().fromString("[{{ request.settings.SECRET_KEY }}]");
    assert.equal(await template.render({}, request), "[]");
  });

  it("finds no secret in anything that a request leads to", async (t) => {
    const site = await makeSite(t, {
      urls: `path("", (request) => { globalThis.visited = request; return new HttpResponse(); })`,
      settings: {
        ...secrets,
        SESSION_ENGINE: "mkweb/sessions/backends/signed-cookies",
        INSTALLED_APPS: ["mkweb/sessions", "mkweb/messages"],
        MIDDLEWARE: [
          "mkweb/sessions/middleware",
          "mkweb/middleware/csrf",
          "mkweb/auth/middleware",
          "mkweb/messages/middleware",
        ],
      },
    });
    await ask(site, "/");
    const request: unknown = Reflect.get(globalThis, "visited");
    Reflect.deleteProperty(globalThis, "visited");

    const { texts, objects } = reachableFrom(request);

    assert.deepEqual(
      texts.filter(([, text]) => text.includes("s3cret")),
      [],
    );
    assert.ok(objects > 50, `only ${objects} objects were looked at`);
    assert.ok(texts.some(([where]) => where === "request.path"));
  });

  it("prints variables with {% debug %}, and no secret among them", async (t) => {
    const page = await pageOf(
      t,
      "{% debug %}",
      '{ title: "Polls", api_key: "s3cret", database: "postgres://me:s3cret@db/x", list: [{ password: "s3cret" }], all: request.settings }',
    );
    assert.match(page, /&#x27;title&#x27;: &#x27;Polls&#x27;/);
    assert.match(page, /&#x27;api_key&#x27;: &#x27;\*+&#x27;/);
    assert.match(page, /postgres:\/\/me:\*+@db\/x/);
    assert.doesNotMatch(page, /s3cret/);
  });
});

const DEEPEST = 6;

/** Every text that dots lead to, as templates follow them, except by what would change something. */
function reachableFrom(request: unknown) {
  const texts: [where: string, text: string][] = [];
  const seen = new Set<object>();
  const queue: [where: string, value: unknown][] = [["request", request]];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [where, value] = next;
    if (typeof value === "string") texts.push([where, value]);
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    // Some getters make a new object each time.
    if (where.split(".").length > DEEPEST) continue;
    for (const key of namesIn(value)) queue.push([`${where}.${key}`, read(value, key)]);
  }
  return { texts, objects: seen.size };
}

function namesIn(value: object): ReadonlySet<string> {
  const names = new Set<string>(value instanceof Map ? [...value.keys()].map(String) : []);
  let owner: unknown = value;
  while (typeof owner === "object" && owner !== null && owner !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(owner)) names.add(name);
    owner = Object.getPrototypeOf(owner);
  }
  return names;
}

function read(value: object, key: string): unknown {
  if (/^_|flush|save|create|cycle|close|delete|clear|load/i.test(key)) return undefined;
  try {
    const found = attribute(value, key);
    const isCalled = typeof found === "function" && found.length === 0 && !("altersData" in found);
    return isCalled ? Reflect.apply(found, value, []) : found;
  } catch {
    return undefined;
  }
}

describe("settings", () => {
  it("show no secret where they are printed or made a text of", () => {
    assert.doesNotMatch(inspect(settings, { depth: 9 }), /s3cret/);
    assert.match(inspect(settings), /TIME_ZONE: 'UTC'/);
    assert.doesNotMatch(inspect({ request: { settings } }), /s3cret/);
    assert.ok(isSettings(settings));
  });

  it("are refused where they are made JSON of", () => {
    assert.throws(() => JSON.stringify({ settings }), /Settings cannot be converted to JSON/);
    assert.throws(() => new JsonResponse({ settings }), {
      name: "TypeError",
      message: /^JSON has no form for settings, .*Settings cannot be converted to JSON/,
    });
  });
});

describe("a user", () => {
  let user: User;
  before(async () => {
    const own = changeSettings(settings, { INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/auth"] });
    await setup(own, await loadApps(own));
    user = new User({ id: 7, username: "ann", password: "s3cret", email: "a@s3cret" });
  });

  after(closeModels);

  it("is no JSON, and the error says where it is, what to write, and no value", () => {
    assert.throws(
      () => new JsonResponse({ page: 1, posts: [{ author: user }] }),
      (error: unknown) => {
        assert.ok(error instanceof TypeError);
        assert.equal(
          error.message,
          "JSON has no form for posts.0.author, an object of the class User: " +
            'Object of type User is not JSON serializable: say which fields to show, as in toJson(["id"]).',
        );
        assert.doesNotMatch(inspect(error), /s3cret/);
        return true;
      },
    );
    assert.throws(() => JSON.stringify(user), TypeError);
    assert.equal(
      new JsonResponse({ id: user.id, username: user.username }).text,
      '{"id":7,"username":"ann"}',
    );
  });

  it("shows no more than its name in logs and in the error of a URL that it does not fit", () => {
    assert.equal(inspect({ user }), "{ user: <User: ann> }");
    const urlconf = [path("post/<int:id>/", () => new JsonResponse({}), { name: "post" })];
    for (const options of [{ args: [user] }, { kwargs: { id: user } }, { kwargs: { user } }]) {
      assert.throws(
        () => reverse("post", { urlconf, ...options }),
        (error: unknown) => {
          assert.ok(error instanceof NoReverseMatch);
          assert.match(error.message, /<User>/);
          assert.doesNotMatch(inspect(error), /s3cret|ann/);
          return true;
        },
      );
    }
    const query = { next: { password: "s3cret" } };
    assert.throws(() => reverse("post", { urlconf, kwargs: { id: 1 }, query }), {
      name: "TypeError",
      message: /Cannot encode <Object> for key 'next'/,
    });
  });
});

describe("an error that nobody caught", () => {
  it("shows no value of what was validated", () => {
    const error = new ValidationError("Enter a valid code.", { params: { value: "s3cret" } });
    assert.doesNotMatch(inspect(error), /s3cret/);
    assert.doesNotMatch(inspect(new ValidationError({ code: error })), /s3cret/);
    assert.deepEqual(error.params, { value: "s3cret" });
  });

  it("says which value has no JSON", () => {
    const loop: Record<string, unknown> = {};
    loop["inner"] = { loop };
    assert.throws(
      () => new JsonResponse({ loop }),
      /form for loop\.inner\.loop: it contains itself/,
    );
    assert.throws(() => new JsonResponse({ count: [1n] }), /form for count\.0: it is a bigint/);
    assert.throws(() => new JsonResponse(1n, { safe: false }), /form for the data: it is a bigint/);
  });
});
