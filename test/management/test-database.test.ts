/** `node manage test`: tests have a database of their own, as new before each. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it, type TestContext } from "node:test";
import { Client } from "pg";
import { noPostgres, startPostgres, type Postgres } from "../support/postgres.ts";
import { makeProject, startProcess, type TestProject } from "../support/project.ts";

const files = {
  "mysite/settings.ts": `import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  SECRET_KEY: env("SECRET_KEY"),
  INSTALLED_APPS: ["mkweb/contenttypes", "mkweb/sessions", "polls"],
  MIDDLEWARE: ["mkweb/sessions/middleware"],
  ROOT_URLCONF: "mysite/urls.ts",
  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },
});
`,
  "polls/models.ts": `import { defineModel, fields } from "mkweb/db";

export class Poll extends defineModel(() => Poll, { question: fields.char(200) }) {}
`,
  "polls/views.ts": `import { HttpResponse, type HttpRequest } from "mkweb/http";
import { Poll } from "./models.ts";

export async function index(request: HttpRequest): Promise<HttpResponse> {
  request.session.set("visits", request.session.get("visits", 0) + 1);
  const polls = await Poll.objects.all();
  return new HttpResponse(\`\${request.session.get("visits")}: \${polls.map(({ question }) => question).join()}\`);
}
`,
};

const viewTests = `import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Client } from "mkweb/test";
import { Poll } from "./models.ts";

describe("polls", () => {
  for (const name of ["first", "second"]) {
    it(\`has nothing of other tests: \${name}\`, async (t) => {
      await Poll.objects.create({ question: name });
      await t.test("and keeps it for the tests inside", async () => {
        assert.equal((await Poll.objects.get({ question: name })).id, 1);
      });
      const client = new Client();
      assert.equal((await client.get("/polls/")).text, \`1: \${name}\`);
      assert.equal((await client.get("/polls/")).text, \`2: \${name}\`);
    });
  }
});
`;

const modelTests = `import assert from "node:assert/strict";
import { it } from "node:test";
import { ContentType } from "mkweb/contenttypes";
import { Poll } from "./models.ts";

it("has no rows but those of the migrated apps", async () => {
  assert.equal(await Poll.objects.count(), 0);
  assert.ok(await ContentType.objects.filter({ appLabel: "polls", model: "poll" }).exists());
});
`;

const queryTests = `import assert from "node:assert/strict";
import { it } from "node:test";
import { atomic, onCommit } from "mkweb/db";
import { assertNumQueries, captureOnCommitCallbacks } from "mkweb/test";
import { Poll } from "./models.ts";

it("counts queries, and not the transaction around them", async () => {
  const create = () => Poll.objects.create({ question: "x" });
  const made = await assertNumQueries(1, () => atomic(create));
  assert.equal(made.id, 1);
  await assertNumQueries(0, async () => {});
});

it("shows queries that were not expected", async () => {
  const count = () => Poll.objects.count();
  await assert.rejects(assertNumQueries(2, count), {
    message: /^1 queries executed, 2 expected\\nCaptured queries were:\\n1. SELECT COUNT/i,
  });
});

it("answers what waits for the commit, without what was undone", async () => {
  const ran = [];
  const work = async () => {
    await atomic(async () => {
      onCommit(() => {
        ran.push("first");
        onCommit(() => ran.push("of the first"));
      });
      await atomic(async () => {
        onCommit(() => ran.push("never"));
        throw new Error("undone");
      }).catch(() => {});
    });
    onCommit(() => ran.push("second"));
  };
  assert.equal((await captureOnCommitCallbacks(work)).length, 2);
  assert.deepEqual(ran, []);
  assert.equal((await captureOnCommitCallbacks(work, { execute: true })).length, 3);
  assert.deepEqual(ran, ["first", "second", "of the first"]);
  await work();
  assert.equal(ran.length, 6);
});
`;

const aloneTests = `import assert from "node:assert/strict";
import { it } from "node:test";
import { Client } from "mkweb/test";

for (const name of ["first", "second"]) {
  it(\`has no rows of the project: \${name}\`, async () => {
    const client = new Client();
    assert.equal((await client.get("/polls/")).text, "1: ");
    assert.equal((await client.get("/polls/")).text, "2: ");
  });
}
`;

const dumpPolls = "console.log((await Poll.objects.all()).map(({ question }) => question).join())";

async function polls(t: TestContext, env: NodeJS.ProcessEnv = {}): Promise<TestProject> {
  const site = await makeProject(t, {
    ...files,
    "polls/tests.ts": viewTests,
    "polls/models.test.ts": modelTests,
  });
  for (const words of [["makemigrations"], ["migrate"]]) {
    assert.equal((await site.manageWith(env, ...words)).status, 0);
  }
  const create = 'await Poll.objects.create({ question: "mine" })';
  assert.equal((await site.manageWith(env, "shell", "-c", create)).status, 0);
  return site;
}

/** A place for temporary files that no other test has: how many databases are left there, and the environment. */
async function ownTemporary(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-own-temporary-"));
  t.after(() => rm(folder, { recursive: true }));
  const leftovers = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => name.startsWith("mkweb-test-db-"));
  return { env: { TMPDIR: folder }, leftovers };
}

describe("tests on SQLite", () => {
  it("begin with an empty database each, which is gone afterwards, and leave the project's alone", async (t) => {
    const site = await polls(t);
    const { env, leftovers } = await ownTemporary(t);
    const { status, stdout, stderr } = await site.manageWith(env, "test");
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^ℹ pass 5$/m);
    assert.equal(
      stderr,
      "Creating test database for alias 'default'...\nPreserving test database for alias 'default'...\n",
    );
    assert.deepEqual(await leftovers(), []);
    assert.equal((await site.manage("shell", "-c", dumpPolls)).stdout, "mine\n");
  });

  it("keep the migrated database until models or migrations change", async (t) => {
    const site = await polls(t);
    const said = async (...words: string[]): Promise<string> => {
      const { status, stdout, stderr } = await site.manage(
        "test",
        "polls/models.test.ts",
        ...words,
      );
      assert.equal(status, 0, stdout + stderr);
      return stderr.replaceAll(" test database for alias 'default'...\n", ".");
    };
    assert.equal(await said(), "Creating.Preserving.");
    assert.equal(await said(), "Using existing.Preserving.");
    assert.equal(await said("--no-keepdb"), "Creating.Destroying.");
    await site.write("polls/models.ts", `${await site.read("polls/models.ts")}\n// changed\n`);
    assert.equal(await said(), "Creating.Preserving.");
    const operation =
      'runSQL("insert into polls_poll (question) values (\'of the migration\')", "")';
    await site.write(
      "polls/migrations/0002_rows.ts",
      `import { defineMigration, runSQL } from "mkweb/migrations";\n\nexport default defineMigration({ operations: [${operation}] });\n`,
    );
    const { stdout } = await site.manage("test", "polls/models.test.ts");
    assert.match(stdout, /1 !== 0/);
    const kept = await readdir(new URL("node_modules/.cache/mkweb/", site.root));
    assert.equal(kept.length, 1);
  });

  it("run in one process, or each file in its own with --parallel", async (t) => {
    const site = await makeProject(t, files);
    const print =
      'import { it } from "node:test";\nit("x", () => console.log("process", process.pid));\n';
    for (const name of ["a", "b"]) await site.write(`polls/${name}.test.ts`, print);
    const processes = async (...words: string[]): Promise<number> => {
      const { status, stdout } = await site.manage("test", ...words);
      assert.equal(status, 0, stdout);
      const found = Array.from(stdout.matchAll(/process (\d+)/g), ([, pid]) => pid);
      assert.equal(found.length, 2);
      return new Set(found).size;
    };
    assert.equal(await processes(), 1);
    assert.equal(await processes("--parallel"), 2);
  });

  it("fail where a test ends the process, and leave nothing behind", async (t) => {
    const site = await polls(t);
    const exits = 'import { it } from "node:test";\nit("exits", () => process.exit(0));\n';
    await site.write("polls/exits.test.ts", exits);
    const { env, leftovers } = await ownTemporary(t);
    const { status, stderr } = await site.manageWith(env, "test", "polls/exits.test.ts");
    assert.equal(status, 1);
    assert.match(stderr, /A call of process\.exit\(\) ended the process before the tests finished/);
    assert.deepEqual(await leftovers(), []);
  });

  it("end at once when interrupted, whatever test is under way", async (t) => {
    const site = await polls(t);
    const waits =
      'import { it } from "node:test";\nit("waits", () => new Promise((resolve) => {\n  console.log("waiting");\n  setTimeout(resolve, 2 ** 30);\n}));\n';
    await site.write("polls/waits.test.ts", waits);
    const { env, leftovers } = await ownTemporary(t);
    const run = startProcess(
      ["manage.js", "test", "polls/waits.test.ts"],
      fileURLToPath(site.root),
      env,
    );
    await run.says("waiting");
    run.child.kill("SIGINT");
    await run.ended();
    assert.match(run.output(), /Interrupted: tests not reported/);
    assert.deepEqual(await leftovers(), []);
  });

  it("can count queries and hold back what waits for a commit", async (t) => {
    const site = await polls(t);
    await site.write("polls/queries.test.ts", queryTests);
    const { status, stdout } = await site.manage("test", "polls/queries.test.ts");
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^ℹ pass 3$/m);
  });

  it("have one when a file is run without the command, too", async (t) => {
    const site = await polls(t);
    await site.write("polls/alone.test.ts", aloneTests);
    const { env, leftovers } = await ownTemporary(t);
    const argv = ["--test", "polls/alone.test.ts"];
    const run = startProcess(argv, fileURLToPath(site.root), env);
    assert.equal(await run.ended(), 0, run.output());
    assert.deepEqual(await leftovers(), []);
    assert.equal((await site.manage("shell", "-c", dumpPolls)).stdout, "mine\n");
  });
});

describe("tests on PostgreSQL", { skip: noPostgres }, () => {
  let postgres: Postgres;
  let admin: Client;
  let DATABASE_URL: string;
  before(async () => {
    postgres = await startPostgres();
    DATABASE_URL = await postgres.createDatabase();
    admin = new Client({ connectionString: DATABASE_URL });
    await admin.connect();
  });
  after(async () => {
    await admin.end();
    await postgres.stop();
  });

  it("begin with an empty database each, called test_NAME, which is kept for the next run", async (t) => {
    const site = await polls(t, { DATABASE_URL });
    const { status, stdout } = await site.manageWith({ DATABASE_URL }, "test");
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^ℹ pass 5$/m);
    const own = new URL(DATABASE_URL).pathname.slice(1);
    const { rows } = await admin.query(
      `select datname from pg_database where datname like 'test%${own}%'`,
    );
    const name = `test_${own}`;
    assert.deepEqual(rows, [{ datname: name }]);
    const kept = await site.manageWith({ DATABASE_URL }, "shell", "-c", dumpPolls);
    assert.equal(kept.stdout, "mine\n");

    const words = ["test", "polls/models.test.ts"];
    assert.match((await site.manageWith({ DATABASE_URL }, ...words)).stderr, /^Using existing/);
    const fresh = await site.manageWith({ DATABASE_URL }, ...words, "--no-keepdb");
    assert.match(fresh.stderr, /^Creating test database/);

    // What somebody else left is replaced, as nobody can be asked.
    await admin.query(`create database ${name}`);
    const again = await site.manageWith({ DATABASE_URL }, ...words);
    assert.equal(again.status, 0, again.stderr);
    assert.match(again.stderr, new RegExp(`database "${name}" already exists`));
  });

  it("are refused, with what to type, to a user who may not create databases", async (t) => {
    const site = await makeProject(t, { ...files, "polls/tests.ts": viewTests });
    const url = Object.assign(new URL(await postgres.createDatabase()), { username: "guest" });
    await admin.query("drop role if exists guest");
    await admin.query("create role guest login");
    const { status, stderr } = await site.manageWith({ DATABASE_URL: url.href }, "test");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /error: The user 'guest' may not create the database for tests, 'test_\w+'\. \[MKWEB_TEST_DATABASE\]\n\nhint: .*: alter role "guest" createdb\n$/,
    );
    await admin.query("drop role guest");
  });
});
