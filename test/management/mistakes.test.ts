/** What a person reads after the usual slips: what happened, why, and what to type next. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { makeProject, projectFiles, startProcess } from "../support/project.ts";

const urls = projectFiles["polls/urls.ts"] ?? "";
const views = projectFiles["polls/views.ts"] ?? "";
const settings = projectFiles["mysite/settings.ts"] ?? "";

/** Runs `check` in a project with a mistake and shows that no stack of Node or of a library is printed. */
async function checked(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const project = await makeProject(t, files);
  const { status, stdout, stderr } = await project.manage("check");
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.doesNotMatch(stderr, /^\s+at /m);
  assert.doesNotMatch(stderr, /node:internal/);
  return stderr;
}

describe("a mistake in the project is explained", () => {
  it("an import without its ending", async (t) => {
    const said = await checked(t, { "polls/urls.ts": urls.replace("./views.ts", "./views") });
    assert.equal(
      said,
      'error: polls/urls.ts, line 2, imports "./views", but there is no such file. Node runs TypeScript directly, so an import needs the whole file name with its extension. [MKWEB_IMPORT_NOT_FOUND]\n\nhint: Write "./views.ts".\n',
    );
  });

  it("an import of the file that a compiler would have made", async (t) => {
    const said = await checked(t, { "polls/urls.ts": urls.replace("./views.ts", "./views.js") });
    assert.match(said, /imports "\.\/views\.js", [^]*hint: Write "\.\/views\.ts"\./);
  });

  it("an import of a folder", async (t) => {
    const said = await checked(t, {
      "polls/views/index.ts": views,
      "polls/urls.ts": urls.replace("./views.ts", "./views"),
    });
    assert.match(said, /hint: Write "\.\/views/);
  });

  it("an import of a file that is nowhere", async (t) => {
    const said = await checked(t, { "polls/urls.ts": urls.replace("./views.ts", "./veiws.ts") });
    assert.match(
      said,
      /^error: polls\/urls\.ts, line 2, imports "\.\/veiws\.ts", but there is no such file\. \[MKWEB_IMPORT_NOT_FOUND\]\n\nhint: Correct the path/,
    );
  });

  it("an import of a package that is not installed", async (t) => {
    const said = await checked(t, { "polls/views.ts": `import "lodash";\n${views}` });
    assert.match(
      said,
      /^error: polls\/views\.ts, line 1, imports the package "lodash", which is not installed in the project\. [^]*hint: Type `npm install lodash` in the project's folder/,
    );
  });

  it("an import of an app as if it were a package", async (t) => {
    const said = await checked(t, {
      "mysite/urls.ts": (projectFiles["mysite/urls.ts"] ?? "").replace("../polls/", "polls/"),
    });
    assert.match(
      said,
      /^error: mysite\/urls\.ts(?:, line \d+,)? imports the package "polls", which does not exist\. The project has a folder of that name, [^]*hint: Write "\.\.\/polls\/\.\.\."/,
    );
  });

  it("the name of a view, misspelt behind the module", async (t) => {
    const said = await checked(t, { "polls/urls.ts": urls.replace("views.index", "views.indx") });
    assert.match(
      said,
      /^error: polls\/urls\.ts, line 5: views\.indx is not a view: its module exports no function of that name\. \[MKWEB_VIEW_MISSING\]\n\nexport const urlpatterns = [^\n]*views\.indx[^\n]*\n\nhint: A view is a function/,
    );
  });

  it("the name of a view, misspelt in the import", async (t) => {
    const said = await checked(t, {
      "polls/urls.ts": urls.replace("* as views", "{ indx }").replace("views.index", "indx"),
    });
    assert.match(
      said,
      /^error: polls\/urls\.ts, line 2: "\.\/views\.ts" exports nothing named indx\. \[MKWEB_SYNTAX\]\n\nimport \{ indx \} from "\.\/views\.ts";\n/,
    );
    assert.match(said, /If indx is a type, import it with `import type`/);
  });

  it("a syntax error, with the line", async (t) => {
    const said = await checked(t, { "polls/views.ts": `${views}export function detail( {\n` });
    assert.match(
      said,
      /^error: polls\/views\.ts, line \d+ cannot be read as TypeScript \(SyntaxError\)\. [^]*export function detail\( \{[^]*hint: Check that line/,
    );
  });

  it("an enum, which types alone do not make", async (t) => {
    const said = await checked(t, { "polls/views.ts": `${views}export enum Colour { Red }\n` });
    assert.match(
      said,
      /line 6: Node runs TypeScript by removing its types, [^]*enum is not supported[^]*`as const` for an enum/,
    );
  });

  for (const [app, advice] of [
    ["django.contrib.sessions", /hint: Write "mkweb\/sessions": the app is part of mkweb/],
    [
      "django.contrib.humanize",
      /hint: Remove it: mkweb has no such app\. It has mkweb\/admin, mkweb\/auth, /,
    ],
    [
      "polls.apps.PollsConfig",
      /hint: Apps are named by the path of their folder, not by a dotted name: "polls"\./,
    ],
    ["mkweb/sesions", /hint: mkweb's own apps are mkweb\/admin, mkweb\/auth, /],
    ["blog", /hint: Make the app with `node manage startapp blog`/],
  ] as const) {
    it(`an app that cannot be one: ${app}`, async (t) => {
      const said = await checked(t, {
        "mysite/settings.ts": settings.replace('"polls"', `"polls", "${app}"`),
      });
      assert.match(said, /INSTALLED_APPS: no module named/);
      assert.match(said, advice);
    });
  }
});

describe("an error of the project's own code", () => {
  it("is shown with the lines of the project alone, and whole with --traceback", async (t) => {
    const project = await makeProject(t, { "polls/views.ts": `${views}callNobody();\n` });
    const { stderr } = await project.manage("check");
    assert.match(
      stderr,
      /^ReferenceError: callNobody is not defined\n    at .*polls\/views\.ts:6:1\n$/,
    );
    assert.match((await project.manage("check", "--traceback")).stderr, /node:internal/);
  });
});

describe("the database's errors are explained", () => {
  const files = {
    "mysite/settings.ts": settings.replace(
      'ROOT_URLCONF: "mysite/urls.ts",',
      'ROOT_URLCONF: "mysite/urls.ts",\n  DATABASES: { default: { ENGINE: "sqlite", NAME: "db.sqlite3" } },',
    ),
  };
  const raise = (statement: string): string => `import { defineCommand } from "mkweb/management";
import { DatabaseSync } from "node:sqlite";

export default defineCommand({
  describe: "Asks a database.",
  run() {
    const database = new DatabaseSync(":memory:");
    database.exec("create table pet (name text unique); insert into pet values ('Rex')");
    database.exec(${JSON.stringify(statement)});
  },
});
`;
  const postgres = (
    message: string,
    more = "",
  ): string => `import { defineCommand } from "mkweb/management";

export default defineCommand({
  describe: "Fails as PostgreSQL does.",
  run() {
    throw new Error("wrapped", { cause: Object.assign(new Error(${JSON.stringify(message)}), { ${more} }) });
  },
});
`;
  for (const [what, command, expected] of [
    [
      "a table that is not there, as SQLite says it",
      raise("select * from polls_question"),
      /^error: The database has no table polls_question: the models changed after the last migration\. \[MKWEB_NOT_MIGRATED\]\n\nhint: Type `node manage makemigrations`/,
    ],
    [
      "a column that is not there, as SQLite says it",
      raise("select age from pet"),
      /^error: The database has no column age: the models changed after the last migration\./,
    ],
    [
      "a duplicate, as SQLite says it",
      raise("insert into pet values ('Rex')"),
      /^error: A row with the same pet\.name already exists, but the model requires it to be unique\. The row was not saved\. \[MKWEB_DUPLICATE\]\n\nhint: Use another value/,
    ],
    [
      "a table that is not there, as PostgreSQL says it",
      postgres('relation "polls_question" does not exist'),
      /no table polls_question/,
    ],
    [
      "a column that is not there, as PostgreSQL says it",
      postgres("column q.age does not exist"),
      /no column q\.age/,
    ],
    [
      "a duplicate, as PostgreSQL says it",
      postgres(
        'duplicate key value violates unique constraint "pet_name_key"',
        'detail: "Key (name)=(Rex) already exists."',
      ),
      /A row with the same name already exists/,
    ],
  ] as const) {
    it(what, async (t) => {
      const project = await makeProject(t, {
        ...files,
        "polls/management/commands/ask.ts": command,
      });
      const { status, stderr } = await project.manage("ask");
      assert.equal(status, 1);
      assert.match(stderr, expected);
      assert.doesNotMatch(stderr, /Rex|^\s+at /m);
    });
  }

  it("also in the log of runserver and on the page, before any stack", async (t) => {
    const project = await makeProject(t, {
      ...files,
      "polls/views.ts":
        'export function index() {\n  throw new Error("no such table: polls_question");\n}\n',
    });
    const run = project.start("runserver", "127.0.0.1:0", "--noreload");
    await run.says("Quit the server");
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(run.output()) ?? [];
    const page = await (await fetch(`http://127.0.0.1:${port}/polls/`)).text();
    await run.says("hint: Type `node manage makemigrations`");
    assert.match(
      run.output(),
      /Internal Server Error: \/polls\/\nThe database has no table polls_question: the models changed after the last migration\.\n    at .*polls\/views\.ts:2:9\)?\nhint: /,
    );
    assert.match(page, /The database has no table polls_question/);
    assert.match(page, /node manage makemigrations/);
  });
});

describe("the entry point for web servers, run directly", () => {
  const runs = async (t: TestContext, files: Readonly<Record<string, string>>, env = {}) => {
    const project = await makeProject(t, files);
    const run = startProcess(["mysite/server.ts"], fileURLToPath(project.root), env);
    t.after(() => run.child.kill());
    return run;
  };

  it("ends with the reason of a wrong setting, and without a stack", async (t) => {
    const run = await runs(t, { ".env": "SECRET_KEY=\n" });
    assert.equal(await run.ended(), 1);
    assert.equal(
      run.texts.stderr,
      "error: The SECRET_KEY setting must not be empty. [MKWEB_IMPROPERLY_CONFIGURED]\n\nhint: Put a line SECRET_KEY=... with 50 random characters into .env beside manage.js.\n",
    );
  });

  it("ends with the reason of a mistake in a file", async (t) => {
    const run = await runs(t, { "polls/urls.ts": urls.replace("./views.ts", "./views") });
    assert.equal(await run.ended(), 1);
    assert.match(run.texts.stderr, /^error: polls\/urls\.ts, line 2, imports "\.\/views"/);
    assert.doesNotMatch(run.texts.stderr, /^\s+at /m);
  });

  it("ends with the reason why PORT is invalid", async (t) => {
    const run = await runs(t, {}, { PORT: "http" });
    assert.equal(await run.ended(), 1);
    assert.match(
      run.texts.stderr,
      /^error: PORT is not a port number: "http"\. \[MKWEB_CANNOT_LISTEN\]/,
    );
    assert.doesNotMatch(run.texts.stderr, /^\s+at /m);
  });

  it("leaves the error to whoever imports it", async (t) => {
    const project = await makeProject(t, {
      ".env": "SECRET_KEY=\n",
      "start.ts":
        'await import("./mysite/server.ts").catch((error) => console.log("caught", error.code));\n',
    });
    const run = startProcess(["start.ts"], fileURLToPath(project.root));
    assert.equal(await run.ended(), 0);
    assert.equal(run.texts.stdout, "caught MKWEB_IMPROPERLY_CONFIGURED\n");
  });
});

describe("quiet commands", () => {
  it("migrate -v 0 and makemigrations -v 0 print nothing", async (t) => {
    const project = await makeProject(t, {
      "mysite/settings.ts": settings.replace(
        'ROOT_URLCONF: "mysite/urls.ts",',
        'ROOT_URLCONF: "mysite/urls.ts",\n  DATABASES: { default: { ENGINE: "sqlite", NAME: "db.sqlite3" } },',
      ),
    });
    for (const words of [
      ["makemigrations", "-v", "0"],
      ["migrate", "-v", "0"],
    ]) {
      const { status, stdout, stderr } = await project.manage(...words);
      assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
    }
  });
});
