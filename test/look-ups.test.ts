/**
 * Where is it decided? Each question has its answer at most three steps away: a file to open and a name to look
 * for in it, which leads to the next. The last name is asked here to do what the question is about.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { completeSettings } from "../src/conf/index.ts";
import { HttpResponse } from "../src/http/index.ts";
import { MigrationGraph } from "../src/migrations/graph.ts";
import {
  columnType,
  iContains,
  prepare,
  Query,
  type FieldMeta,
  type ModelMeta,
} from "../src/query/index.ts";
import { planTree } from "../src/scaffold/index.ts";
import { Engine } from "../src/templates/index.ts";
import { path } from "../src/urls/index.ts";
import { ReverseTable } from "../src/urls/reverse/reverse-table.ts";
import { requestTo } from "./http/request-to.ts";

const root = new URL("../", import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, root), "utf8");

type Step = readonly [file: string, name: string];

/**
 * @param steps Each names a file, from the package's folder, and a word in it.
 * @param load Imports the file of the last step.
 * @param holds Whether the last step's name does what is asked.
 */
function lookUp<Module extends object>(
  question: string,
  steps: readonly Step[],
  load: () => Promise<Module>,
  holds: (answer: Module, t: TestContext) => unknown,
): void {
  it(question, async (t) => {
    assert.ok(steps.length >= 1 && steps.length <= 3, `${steps.length} steps`);
    steps.forEach(([file, name], at) => {
      assert.ok(existsSync(new URL(file, root)), `${file} is not there`);
      assert.ok(hasWord(text(file), name), `${file} does not speak of ${name}`);
      const [next, word] = steps[at + 1] ?? [];
      if (next === undefined || word === undefined) return;
      const leads = hasWord(text(file), word) || text(file).includes(placeOf(next));
      assert.ok(leads, `${file} does not lead to ${next}`);
    });
    const [last = "", name = ""] = steps.at(-1) ?? [];
    const answer = await load();
    assert.equal(answer, await import(new URL(last, root).href), `${last} is the answer`);
    assert.ok(name in answer, `${last} exports ${name}`);
    await holds(answer, t);
  });
}

function hasWord(source: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`).test(source);
}

/** As an import or an exports map names a file: its folder for a door, else itself. */
function placeOf(file: string): string {
  const name = basename(file, ".ts");
  return name === "index" ? `${file.split("/").at(-2)}/index` : name;
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-look-ups-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

describe("CONTRIBUTING.md", () => {
  it("names files that are there", () => {
    const named = [
      ...text("CONTRIBUTING.md").matchAll(/`((?:src|test|docs|blueprints)\/[^` ]*)`/g),
    ];
    // With a word in capitals a path stands for many: NAME.ts.
    const paths = named.map(([, path = ""]) => path).filter((path) => !/[A-Z]{3}/.test(path));
    assert.ok(paths.length > 20);
    assert.deepEqual(
      paths.filter((path) => !existsSync(new URL(path, root))),
      [],
    );
  });
});

const settings = completeSettings({ BASE_DIR: root, SECRET_KEY: "k", ROOT_URLCONF: "urls.ts" });
const view = (): HttpResponse => new HttpResponse("here");

describe("a command: where is it decided", () => {
  lookUp(
    "which address runserver listens at?",
    [
      ["src/management/commands/runserver.ts", "parseAddress"],
      ["src/management/runserver/address.ts", "parseAddress"],
    ],
    () => import("../src/management/runserver/address.ts"),
    ({ parseAddress }) => assert.equal(parseAddress("7000", false).port, 7000),
  );

  lookUp(
    "where in urls.ts startapp mounts an app?",
    [
      ["src/cli/startapp/app-edits.ts", "mountApp"],
      ["src/edits/urls/mount.ts", "addMount"],
    ],
    () => import("../src/edits/urls/mount.ts"),
    ({ addMount }) => {
      const source = 'import { path } from "mkweb/urls";\n\nexport const urlpatterns = [];\n';
      const mount = { route: "blog/", moduleSpecifier: "../blog/urls.ts", localName: "blog" };
      assert.match(addMount(source, mount).text, /path\("blog\/", include\(blog\)\)/);
    },
  );

  lookUp(
    "where in settings.ts startapp lists an app?",
    [
      ["src/cli/startapp/app-edits.ts", "listApp"],
      ["src/edits/settings/installed-apps.ts", "addInstalledApp"],
    ],
    () => import("../src/edits/settings/installed-apps.ts"),
    ({ addInstalledApp }) => {
      const { text: edited } = addInstalledApp('export const INSTALLED_APPS = ["a"];\n', "blog");
      assert.equal(edited, 'export const INSTALLED_APPS = ["a", "blog"];\n');
    },
  );

  lookUp(
    "that a command writes all of its files or none?",
    [
      ["src/cli/write-plan.ts", "applyPlan"],
      ["src/scaffold/write/apply.ts", "applyPlan"],
    ],
    () => import("../src/scaffold/write/apply.ts"),
    async ({ applyPlan }, t) => {
      const folder = await temporaryFolder(t);
      const tree = new Map([["a.txt", { bytes: Buffer.from("a\n"), mode: 0o666 }]]);
      await applyPlan(planTree(tree, folder), { what: "a test" });
      assert.equal(await readFile(join(folder, "a.txt"), "utf8"), "a\n");
    },
  );

  lookUp(
    "which name is suggested for a mistyped one?",
    [["src/mistakes/suggest.ts", "didYouMean"]],
    () => import("../src/mistakes/suggest.ts"),
    ({ didYouMean }) =>
      assert.equal(didYouMean("migrat", ["migrate", "check"]), " Did you mean 'migrate'?"),
  );

  lookUp(
    "which migrations migrate applies, and in which order?",
    [
      ["src/management/commands/migrate.ts", "planMigrations"],
      ["src/migrations/plan.ts", "planMigrations"],
    ],
    () => import("../src/migrations/plan.ts"),
    ({ planMigrations }) => {
      const { target, steps } = planMigrations(new MigrationGraph([]), new Set());
      assert.deepEqual([target, steps], ["Apply all migrations: (none)", []]);
    },
  );

  lookUp(
    "which operations makemigrations writes?",
    [
      ["src/management/commands/makemigrations.ts", "changesOf"],
      ["src/management/make-migrations.ts", "detectChanges"],
      ["src/migrations/detect/autodetect.ts", "detectChanges"],
    ],
    () => import("../src/migrations/detect/autodetect.ts"),
    async ({ detectChanges }) => {
      const question = {
        table: "polls_question",
        fields: { id: { type: "bigint", primary: true } },
      };
      const asked = () => assert.fail("asked");
      const nobody = {
        isModelRename: asked,
        isRename: asked,
        oneOffDefault: asked,
        saidRename: asked,
      };
      const [operation] = await detectChanges(
        "polls",
        new Map(),
        new Map([["polls.Question", question]]),
        nobody,
      );
      assert.equal(operation?.describe, "Create model Question");
    },
  );
});

describe("a request: where is it decided", () => {
  lookUp(
    "which hosts a site answers to?",
    [
      ["src/http/request/request.ts", "allowedHost"],
      ["src/http/request/host.ts", "isAllowedHost"],
    ],
    () => import("../src/http/request/host.ts"),
    ({ isAllowedHost }) => {
      assert.ok(isAllowedHost("www.example.com", [".example.com"]));
      assert.ok(!isAllowedHost("example.org", [".example.com"]));
    },
  );

  lookUp(
    "where mkweb/urls has path() from?",
    [
      ["package.json", "./urls"],
      ["src/urls/index.ts", "path"],
      ["src/urls/path.ts", "path"],
    ],
    () => import("../src/urls/path.ts"),
    ({ path: made }) => assert.equal(made, path),
  );

  lookUp(
    "which view answers a path?",
    [["src/urls/resolver.ts", "Resolver"]],
    () => import("../src/urls/resolver.ts"),
    ({ Resolver }) => {
      const resolver = new Resolver([path("polls/<int:id>/", view)]);
      assert.deepEqual({ ...resolver.resolve("/polls/34/").kwargs }, { id: 34 });
    },
  );

  lookUp(
    "which address reverse() gives?",
    [
      ["src/urls/active.ts", "reverseIn"],
      ["src/urls/reverse/reverse.ts", "reverseIn"],
    ],
    () => import("../src/urls/reverse/reverse.ts"),
    ({ reverseIn }) => {
      const names = new ReverseTable([path("polls/<int:id>/", view, { name: "detail" })]);
      assert.equal(reverseIn(names, "detail", "/", { args: [34] }), "/polls/34/");
    },
  );

  lookUp(
    "whether a form without a token is refused?",
    [
      ["src/middleware/csrf.ts", "protection"],
      ["src/middleware/csrf/protection.ts", "refusalReason"],
      ["src/middleware/csrf/check.ts", "refusalReason"],
    ],
    () => import("../src/middleware/csrf/check.ts"),
    async ({ refusalReason }) => {
      const { TrustedOrigins } = await import("../src/middleware/csrf/origin.ts");
      const request = requestTo("/", { method: "POST" });
      const trusted = new TrustedOrigins([]);
      assert.equal(refusalReason(request, settings, trusted), "CSRF cookie not set.");
    },
  );

  lookUp(
    "when a session ends?",
    [
      ["src/sessions/session.ts", "expiryAge"],
      ["src/sessions/expiry.ts", "expiryAge"],
    ],
    () => import("../src/sessions/expiry.ts"),
    ({ expiryAge }) => assert.equal(expiryAge(new Map(), settings, 0, {}), 1_209_600),
  );

  lookUp(
    "which file a template's name means?",
    [
      ["src/templates/engine.ts", "FileLoader"],
      ["src/templates/loaders.ts", "FileLoader"],
    ],
    () => import("../src/templates/loaders.ts"),
    ({ FileLoader }) =>
      assert.deepEqual(
        [...new FileLoader(["/a", "/b"]).places("x.html")],
        ["/a/x.html", "/b/x.html"],
      ),
  );

  lookUp(
    "what {% regroup %} does?",
    [
      ["src/templates/tags/standard.ts", "regroup"],
      ["src/templates/tags/regroup.ts", "regroup"],
    ],
    () => import("../src/templates/tags/regroup.ts"),
    async ({ regroup }) => {
      assert.equal(typeof regroup, "function");
      const source =
        "{% regroup list by k as groups %}{% for g in groups %}{{ g.grouper }}{% endfor %}";
      const list = [{ k: "a" }, { k: "a" }, { k: "b" }];
      assert.equal(await new Engine().fromString(source).render({ list }), "ab");
    },
  );

  lookUp(
    "which file answers below STATIC_URL?",
    [
      ["src/staticfiles/handler.ts", "findStatic"],
      ["src/staticfiles/finders.ts", "findStatic"],
    ],
    () => import("../src/staticfiles/finders.ts"),
    async ({ findStatic }, t) => {
      const folder = await temporaryFolder(t);
      await writeFile(join(folder, "a.css"), "");
      assert.deepEqual(findStatic("a.css", [folder]), [join(folder, "a.css")]);
      assert.deepEqual(findStatic("../a.css", [join(folder, "below")]), []);
    },
  );

  lookUp(
    "what the 404 of DEBUG shows?",
    [
      ["src/server/debug/index.ts", "notFoundPage"],
      ["src/server/debug/not-found-page.ts", "notFoundPage"],
    ],
    () => import("../src/server/debug/not-found-page.ts"),
    ({ notFoundPage }) => {
      const asked = { request: requestTo("/nowhere"), settings, reason: "no such page" };
      assert.match(notFoundPage({ ...asked, tried: undefined }), /Page not found at \/nowhere/);
    },
  );

  lookUp(
    "how long a view may take?",
    [
      ["src/server/answer/layers.ts", "limitViews"],
      ["src/server/answer/view-limit.ts", "limitViews"],
    ],
    () => import("../src/server/answer/view-limit.ts"),
    async ({ limitViews }) => {
      const never = () => new Promise<never>(() => {});
      const late = limitViews(never, 0.001, (_, error) => new HttpResponse(String(error)));
      const answer = await late(requestTo("/"));
      assert.ok(answer instanceof HttpResponse);
      assert.match(answer.text, /took longer than 0\.001 s \(VIEW_TIMEOUT\)/);
    },
  );

  lookUp(
    "what becomes of requests under way at SIGTERM?",
    [
      ["src/server/serve.ts", "drain"],
      ["src/server/socket/drain.ts", "drain"],
    ],
    () => import("../src/server/socket/drain.ts"),
    async ({ drain, quiet, trackSockets, whenClosed }) => {
      const server = createServer().listen(0, "127.0.0.1");
      const sockets = trackSockets(server);
      await once(server, "listening");
      const closed = whenClosed(server, sockets);
      await drain({ server, sockets, closed, comeNoMore: () => quiet(server) }, 1000);
      await closed;
      assert.ok(!server.listening);
    },
  );
});

describe("settings and data: where is it decided", () => {
  lookUp(
    "what a setting is by default?",
    [["src/conf/defaults.ts", "defaults"]],
    () => import("../src/conf/defaults.ts"),
    ({ defaults }) => assert.equal(defaults.SESSION_COOKIE_AGE, 1_209_600),
  );

  lookUp(
    "which values of a setting are refused?",
    [
      ["src/conf/load.ts", "validate"],
      ["src/conf/validate.ts", "validate"],
    ],
    () => import("../src/conf/validate.ts"),
    ({ validate }) =>
      assert.throws(() => validate({ ...settings, ALLOWED_HOSTS: "x" }), /ALLOWED_HOSTS/),
  );

  lookUp(
    "what is logged where, if LOGGING says nothing?",
    [["src/logging/default-logging.ts", "defaultLogging"]],
    () => import("../src/logging/default-logging.ts"),
    ({ defaultLogging }) => assert.ok("mkweb" in defaultLogging({ DEBUG: true }).loggers),
  );

  lookUp(
    "how a password is hashed?",
    [
      ["src/conf/defaults.ts", "PASSWORD_HASHERS"],
      ["src/auth/hashers/pbkdf2.ts", "PBKDF2PasswordHasher"],
      ["src/auth/hashers/pbkdf2-hasher.ts", "PBKDF2PasswordHasher"],
    ],
    () => import("../src/auth/hashers/pbkdf2-hasher.ts"),
    async ({ PBKDF2PasswordHasher }) => {
      const encoded = await new PBKDF2PasswordHasher({ iterations: 1 }).encode(
        "secret",
        "a".repeat(22),
      );
      assert.match(encoded, /^pbkdf2_sha256\$1\$a{22}\$/);
    },
  );

  lookUp(
    "which SQL a filter becomes?",
    [
      ["src/query/compile/compile.ts", "filter"],
      ["src/query/compile/conditions/conditions.ts", "compareWith"],
      ["src/query/compile/conditions/lookups.ts", "compareWith"],
    ],
    () => import("../src/query/compile/conditions/lookups.ts"),
    ({ compareWith }) => {
      assert.equal(typeof compareWith, "function");
      const rows = Query.of(books()).filter({ title: iContains("x") });
      const { plan } = prepare(rows, "rows", "postgresql");
      assert.match(plan.sql, / WHERE UPPER\(t0\."title"::text\) LIKE UPPER\(\$1::text\)/);
    },
  );

  lookUp(
    "which type a column has in the database?",
    [["src/schema/types.ts", "columnType"]],
    () => import("../src/schema/types.ts"),
    ({ columnType: typeOf }) =>
      assert.equal(typeOf({ type: "string", length: 200 }, "postgresql"), "varchar(200)"),
  );
});

/** A model of one text, without a project around it. */
function books(): ModelMeta {
  const fields = new Map<string, FieldMeta>();
  const meta: ModelMeta = {
    label: "library.Book",
    name: "Book",
    table: "library_book",
    fields,
    attributes: fields,
    get primaryKey() {
      return field;
    },
    relations: new Map(),
    ordering: [],
    get concrete() {
      return meta;
    },
    parents: new Map(),
  };
  const field: FieldMeta = {
    name: "title",
    attribute: "title",
    column: "title",
    type: columnType("char"),
    nullable: false,
    model: meta,
  };
  fields.set("title", field);
  return meta;
}
