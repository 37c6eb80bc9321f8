/** The tables that `migrate` makes, beside those real Django makes. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { closeConnections, getConnection, type Connection } from "../../src/connections/index.ts";
import { databases } from "../support/databases.ts";
import { makeProject, projectFiles, type Run, type TestProject } from "../support/project.ts";
import { noDjango, noDjangoOnPostgres, runDjango } from "./django.ts";

const apps = ["mkweb/auth", "mkweb/contenttypes", "mkweb/sessions"];

async function site(
  t: TestContext,
  url: string,
  more: readonly string[] = [],
): Promise<TestProject> {
  const settings = projectFiles["mysite/settings.ts"] ?? "";
  return makeProject(t, {
    ".env": `${projectFiles[".env"]}DATABASE_URL=${url}\n`,
    "mysite/settings.ts": settings
      .replace(
        '"mkweb/staticfiles", "polls"',
        [...apps, ...more].map((app) => `"${app}"`).join(", "),
      )
      .replace(
        "  ROOT_URLCONF",
        '  DATABASES: { default: env.database("DATABASE_URL") },\n  ROOT_URLCONF',
      ),
  });
}

function succeeded({ status, stdout, stderr }: Run): string {
  assert.equal(status, 0, stdout + stderr);
  return stdout + stderr;
}

async function urlOf(project: TestProject): Promise<string> {
  return /DATABASE_URL=(.*)/.exec(await project.read(".env"))?.[1] ?? "";
}

function open(t: TestContext, url: string): Connection {
  process.env["TEST_DATABASE_URL"] = url;
  const settings: Settings = completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  return getConnection(settings);
}

/** Everything the database says of its tables, but for how it counts ids: Django before 4.1 has serials. */
async function schemaOf(connection: Connection): Promise<Readonly<Record<string, unknown>>> {
  const all = async (sql: string) =>
    (await connection.all(sql)).map((row) => Object.values(row).map(String).join(" "));
  if (connection.vendor === "sqlite") {
    return {
      objects: await all(
        `SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'auth!_%' ESCAPE '!' AND sql IS NOT NULL
          OR tbl_name IN ('django_content_type', 'django_session') AND sql IS NOT NULL ORDER BY name`,
      ),
    };
  }
  const ours = "~ '^(auth_|django_content_type|django_session)'";
  return {
    columns: await all(
      `SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, is_nullable,
          is_identity = 'YES' OR coalesce(column_default, '') LIKE 'nextval%' AS counts_by_itself
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name ${ours} ORDER BY 1, 2`,
    ),
    indexes: await all(
      `SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename ${ours} ORDER BY indexname`,
    ),
    constraints: await all(
      `SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid > 0 AND conrelid::regclass::text ${ours} ORDER BY 1`,
    ),
  };
}

const permissionsSql = `SELECT ct.app_label, ct.model, p.codename, p.name FROM auth_permission p
  JOIN django_content_type ct ON ct.id = p.content_type_id ORDER BY 1, 2, 3`;

async function permissions(connection: Connection): Promise<readonly string[]> {
  return (await connection.all(permissionsSql)).map((row) =>
    Object.values(row).map(String).join(" "),
  );
}

for (const database of databases) {
  const skip = database.vendor === "sqlite" ? noDjango : noDjangoOnPostgres;
  describe(`the auth app's migrations on ${database.vendor}`, { skip: database.skip }, () => {
    it(
      "make the tables, indexes, constraints and permissions that Django makes",
      { skip },
      async (t) => {
        const [ours, theirs] = [await database.url(t), await database.url(t)];
        succeeded(await (await site(t, ours)).manage("migrate"));
        runDjango(theirs, 'call_command("migrate", verbosity=0)');

        const [made, django] = [open(t, ours), open(t, theirs)];
        assert.deepEqual(await schemaOf(made), await schemaOf(django));
        assert.equal((await permissions(made)).length, 20);
        assert.deepEqual(await permissions(made), await permissions(django));
      },
    );

    it("are found applied by Django, and Django's by mkweb", { skip }, async (t) => {
      const [ours, theirs] = [await database.url(t), await database.url(t)];
      const project = await site(t, ours);
      succeeded(await project.manage("migrate"));
      const migrate = 'call_command("migrate", no_color=True)';
      assert.match(runDjango(ours, migrate), /No migrations to apply\./);
      runDjango(ours, 'call_command("migrate", check_unapplied=True, verbosity=0)');

      runDjango(theirs, migrate);
      const before = await schemaOf(open(t, theirs));
      const other = await site(t, theirs);
      assert.match(succeeded(await other.manage("migrate")), /No migrations to apply\./);
      assert.doesNotMatch(succeeded(await other.manage("showmigrations")), /\[ \]/);
      assert.deepEqual(await schemaOf(open(t, theirs)), before);
      assert.equal((await permissions(open(t, theirs))).length, 20);
    });

    it("go on where Django stopped half way, and back again", { skip }, async (t) => {
      const [half, whole] = [await database.url(t), await database.url(t)];
      runDjango(half, 'call_command("migrate", "auth", "0007", verbosity=0)');
      const after0007 = await schemaOf(open(t, half));
      const project = await site(t, half);
      succeeded(await project.manage("migrate"));
      runDjango(whole, 'call_command("migrate", verbosity=0)');
      assert.deepEqual(await schemaOf(open(t, half)), await schemaOf(open(t, whole)));

      succeeded(await project.manage("migrate", "sessions", "zero"));
      succeeded(await project.manage("migrate", "auth", "0007"));
      assert.deepEqual(await schemaOf(open(t, half)), after0007);
      succeeded(await project.manage("migrate", "auth", "zero"));
      succeeded(await project.manage("migrate", "contenttypes", "zero"));
      assert.deepEqual(Object.values(await schemaOf(open(t, half))).flat(), []);
    });

    it("match the models, and make permissions of a project's own models", async (t) => {
      const project = await site(t, await database.url(t), ["polls"]);
      await project.write(
        "polls/models.ts",
        `import { User } from "mkweb/auth/models";
import { defineModel, fields } from "mkweb/db";

export class HTTPPollChoice extends defineModel(() => HTTPPollChoice, {
  text: fields.char(50),
  author: fields.foreignKey(() => User, { onDelete: "cascade" }),
}) {}
`,
      );
      assert.match(
        succeeded(await project.manage("makemigrations")),
        /Create model HTTPPollChoice/,
      );
      assert.match(
        await project.read("polls/migrations/0001_initial.ts"),
        /dependencies: \[\["auth", "0012_alter_user_first_name_max_length"\]\]/,
      );
      succeeded(await project.manage("migrate"));
      succeeded(await project.manage("makemigrations", "--check"));

      const polls = (await permissions(open(t, await urlOf(project)))).slice(-8, -4);
      assert.deepEqual(polls, [
        "polls httppollchoice add_httppollchoice Can add http poll choice",
        "polls httppollchoice change_httppollchoice Can change http poll choice",
        "polls httppollchoice delete_httppollchoice Can delete http poll choice",
        "polls httppollchoice view_httppollchoice Can view http poll choice",
      ]);
      succeeded(await project.manage("flush", "--noinput"));
      assert.equal((await permissions(open(t, await urlOf(project)))).length, 24);
    });
  });
}
