/** dumpdata and loaddata as they are typed. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { noDjango, runDjango } from "../support/django.ts";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";

const rows = [
  { model: "polls.choice", pk: 4, fields: { question: 2, choice_text: "Not much" } },
  { model: "polls.question", pk: 2, fields: { question_text: "What's new?" } },
];

async function polls(t: TestContext): Promise<TestProject> {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  const project = await makeProject(t, {
    "mysite/settings.ts": settings
      .replace(
        "  ROOT_URLCONF",
        '  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n  ROOT_URLCONF',
      )
      .replace('"polls"', '"mkweb/sessions", "polls"'),
    "polls/models.ts": `import { defineModel, fields } from "mkweb/db";

export class Question extends defineModel(() => Question, { questionText: fields.char(200) }) {}

export class Choice extends defineModel(() => Choice, {
  question: fields.foreignKey(() => Question, { onDelete: "cascade" }),
  choiceText: fields.char(200),
}) {}
`,
    "polls/fixtures/first.json": JSON.stringify(rows),
    "polls/fixtures/broken.json": JSON.stringify([...rows.slice(1), { ...rows[0], fields: {} }]),
    "polls/fixtures/twice.json": "[]",
    "polls/fixtures/twice.json.gz": "",
  });
  for (const words of [["makemigrations"], ["migrate"]]) {
    const run = await project.manage(...words);
    assert.equal(run.status, 0, run.stderr);
  }
  return project;
}

describe("fixtures on the command line", () => {
  it("are found in an app, loaded, dumped to a file or the terminal, and loaded again", async (t) => {
    const project = await polls(t);
    const manage = async (...words: string[]) => {
      const run = await project.manage(...words);
      assert.equal(run.status, 0, run.stdout + run.stderr);
      return run;
    };
    assert.match(
      (await manage("loaddata", "first")).stderr,
      /^Installed 2 object\(s\) from 1 fixture\(s\)$/m,
    );
    assert.deepEqual(JSON.parse((await manage("dumpdata")).stdout), rows);

    const question = `[
{
  "model": "polls.question",
  "pk": 2,
  "fields": {
    "question_text": "What's new?"
  }
}
]
`;
    const words = ["dumpdata", "polls", "sessions", "-e", "polls.Choice", "--indent", "2"];
    assert.equal((await manage(...words)).stdout, question);
    await manage(...words, "-o", "out.json");
    assert.equal(await project.read("out.json"), question);
    await manage("dumpdata", "polls.Question", "-o", "out.json.gz");
    const packed = gunzipSync(readFileSync(new URL("out.json.gz", project.root))).toString();
    assert.equal(
      packed,
      '[{"model": "polls.question", "pk": 2, "fields": {"question_text": "What\'s new?"}}]',
    );

    await manage("flush", "--noinput");
    assert.equal((await manage("dumpdata", "polls")).stdout, "[]\n");
    await manage("loaddata", "out.json.gz");
    assert.equal((await manage("dumpdata", "polls", "--indent", "2")).stdout, question);
    assert.match(
      (await manage("loaddata", "first", "--app", "polls", "-e", "polls.Choice")).stderr,
      /Installed 1 object/,
    );
  });

  it("say what is wrong, and change nothing", async (t) => {
    const project = await polls(t);
    const refused = async (status: number, ...words: string[]) => {
      const run = await project.manage(...words);
      assert.equal(run.status, status, run.stdout + run.stderr);
      return run.stderr;
    };
    assert.match(
      await refused(1, "loaddata", "nope"),
      /No fixture named 'nope' found\. \[MKWEB_FIXTURE_NOT_FOUND\][\s\S]*polls\/fixtures/,
    );
    assert.match(await refused(1, "loaddata", "twice"), /Multiple fixtures named 'twice' in /);
    assert.match(
      await refused(1, "loaddata", "broken"),
      /broken\.json': Could not load polls\.choice\(pk=4\): .*\nNothing was loaded\. \[MKWEB_FIXTURE_INVALID\]/,
    );
    assert.equal((await project.manage("dumpdata", "polls")).stdout, "[]\n");
    assert.match(
      await refused(1, "dumpdata", "polls.Nope", "-o", "out.json"),
      /Unknown model: polls\.Nope\. \[MKWEB_UNKNOWN_MODEL\][\s\S]*polls\.choice, polls\.question/,
    );
    assert.match(await refused(2, "dumpdata", "nope"), /No installed app with label 'nope'/);
    assert.equal(existsSync(new URL("out.json", project.root)), false);
  });

  it(
    "bring Django's users, groups, permissions and sessions over, whole",
    { skip: noDjango },
    async (t) => {
      const theirs: unknown = runDjango(users, null, { SECRET_KEY: "k" });
      const settings = projectFiles["mysite/settings.ts"] ?? "";
      const project = await makeProject(t, {
        "mysite/settings.ts": settings
          .replace(
            "  ROOT_URLCONF",
            '  DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },\n$&',
          )
          .replace('"polls"', '"mkweb/contenttypes", "mkweb/auth", "mkweb/sessions"'),
        "theirs.json": JSON.stringify(theirs),
      });
      assert.equal((await project.manage("migrate")).status, 0);
      // What migrate has made has other keys than Django's.
      const database = new DatabaseSync(fileURLToPath(new URL("db.sqlite3", project.root)));
      database.exec("delete from auth_permission; delete from django_content_type");
      database.close();
      const loaded = await project.manage("loaddata", "theirs.json");
      assert.equal(loaded.status, 0, loaded.stderr);

      const ours: unknown = JSON.parse((await project.manage("dumpdata")).stdout);

      assert.ok(Array.isArray(theirs) && theirs.length > 20);
      assert.deepEqual(sorted(ours), sorted(theirs));
    },
  );
});

/** By model and key: the models of an app come in another order. */
function sorted(objects: unknown): readonly string[] {
  assert.ok(Array.isArray(objects));
  return objects.map((each) => JSON.stringify(each)).toSorted();
}

const users = `
settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
settings.INSTALLED_APPS = ["django.contrib." + name for name in ("auth", "contenttypes", "sessions")]
settings.USE_TZ = True
import django
from io import StringIO
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.backends.db import SessionStore
group = Group.objects.create(name="editors")
group.permissions.set(Permission.objects.all()[:3])
user = User.objects.create_user("ann", "ann@example.com", "pw")
user.groups.add(group)
user.user_permissions.set(Permission.objects.all()[2:4])
session = SessionStore()
session["count"] = 1
session.save()
out = StringIO()
call_command("dumpdata", stdout=out)
print(out.getvalue())
`;
