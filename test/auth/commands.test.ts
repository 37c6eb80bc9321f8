/** createsuperuser and changepassword, as typed on a command line and on a terminal. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { checkPassword } from "../../src/auth/index.ts";
import { completeSettings, env, type Settings } from "../../src/conf/index.ts";
import { closeConnections, getConnection, type Row } from "../../src/connections/index.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createAuthTables } from "../support/auth-tables.ts";
import { makeProject, projectFiles, type TestProject } from "../support/project.ts";
import { noTerminal, onTerminal } from "../support/terminal.ts";
import { createUser } from "./users.ts";

const PASSWORD = { DJANGO_SUPERUSER_PASSWORD: "secret-pw-1" };
const ADMIN = ["--username", "admin", "--email", "admin@Example.COM"];

interface Site {
  readonly project: TestProject;
  readonly settings: Settings;
  readonly users: () => Promise<readonly Row[]>;
}

async function makeSite(t: TestContext, database: TestDatabase): Promise<Site> {
  const url = await database.url(t);
  process.env["TEST_DATABASE_URL"] = url;
  const settings = completeSettings({
    BASE_DIR: new URL(".", import.meta.url),
    SECRET_KEY: "k",
    DATABASES: { default: env.database("TEST_DATABASE_URL") },
  });
  t.after(() => closeConnections(settings));
  const text = projectFiles["mysite/settings.ts"] ?? "";
  const project = await makeProject(t, {
    ".env": `${projectFiles[".env"]}DATABASE_URL=${url}\n`,
    "mysite/settings.ts": text
      .replace('"mkweb/staticfiles", "polls"', '"mkweb/contenttypes", "mkweb/auth"')
      .replace(
        "  ROOT_URLCONF",
        `  AUTH_PASSWORD_VALIDATORS: [
    { NAME: "mkweb/auth/validators/user-attribute-similarity" },
    { NAME: "mkweb/auth/validators/common-password" },
  ],
  DATABASES: { default: env.database("DATABASE_URL") },
  ROOT_URLCONF`,
      ),
  });
  const sql = `SELECT * FROM "auth_user" ORDER BY "id"`;
  return { project, settings, users: () => getConnection(settings).all(sql) };
}

for (const database of databases) {
  describe(`createsuperuser --noinput on ${database.vendor}`, { skip: database.skip }, () => {
    it("adds a superuser with the password of the environment, once", async (t) => {
      const { project, settings, users } = await makeSite(t, database);
      const create = (...words: string[]) =>
        project.manageWith(PASSWORD, "createsuperuser", "--noinput", ...words);

      const early = await create(...ADMIN);
      assert.equal(early.status, 1);
      assert.match(
        early.stderr,
        /no table of users .*\[MKWEB_NOT_MIGRATED\]\n\nhint: Run: node manage migrate/,
      );
      await createAuthTables(settings);

      const run = await create(...ADMIN);
      assert.equal(run.status, 0, run.stderr);
      assert.match(run.stderr, /^Superuser created successfully\.$/m);
      const [admin, ...others] = await users();
      assert.deepEqual(others, []);
      assert.equal(admin?.["username"], "admin");
      assert.equal(admin?.["email"], "admin@example.com");
      assert.deepEqual(
        ["is_staff", "is_superuser", "is_active"].map((flag) => Boolean(admin?.[flag])),
        [true, true, true],
      );
      const password = String(admin?.["password"]);
      assert.match(password, /^pbkdf2_sha256\$1000000\$/);
      assert.equal(await checkPassword("secret-pw-1", password, {}, settings), true);

      const again = await create(...ADMIN);
      assert.equal(again.status, 1);
      assert.match(again.stderr, /That username is already taken\. \[MKWEB_USER_INVALID\]/);
      const nameless = await create("--email", "a@example.com");
      assert.equal(nameless.status, 1);
      assert.match(nameless.stderr, /You must use --username with --noinput\./);
      const mailless = await create("--username", "other");
      assert.equal(mailless.status, 1);
      assert.match(mailless.stderr, /You must use --email with --noinput\./);
      assert.equal((await users()).length, 1);
    });
  });
}

const [sqlite] = databases;
assert.ok(sqlite);

describe("createsuperuser --noinput", () => {
  it("takes everything from the environment, and makes a user without a password", async (t) => {
    const { project, settings, users } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    const given = {
      MKWEB_SUPERUSER_USERNAME: "ｒoot",
      MKWEB_SUPERUSER_EMAIL: "root@example.com",
    };
    const run = await project.manageWith(given, "createsuperuser", "--no-input", "-v0");
    assert.deepEqual(run, { status: 0, stdout: "", stderr: "" });
    const [root] = await users();
    assert.equal(root?.["username"], "root");
    assert.match(String(root?.["password"]), /^!/);
  });

  it("refuses names and addresses that will not do", async (t) => {
    const { project, settings, users } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    const refused = async (username: string, email: string): Promise<string> => {
      const words = ["--noinput", "--username", username, "--email", email];
      const { status, stderr } = await project.manageWith(PASSWORD, "createsuperuser", ...words);
      assert.equal(status, 1, stderr);
      return stderr.split(" [")[0] ?? "";
    };
    assert.match(await refused("two words", "a@example.com"), /Enter a valid username\./);
    assert.match(
      await refused("x".repeat(151), "a@example.com"),
      /at most 150 characters \(it has 151\)/,
    );
    assert.match(await refused("", "a@example.com"), /Username cannot be blank\./);
    assert.match(await refused("ann", "not an address"), /Enter a valid email address\./);
    assert.deepEqual(await users(), []);
  });

  it("asks nothing where nobody can answer, and says so", async (t) => {
    const { project, settings, users } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    const run = await project.manage("createsuperuser");
    assert.equal(run.status, 0);
    assert.match(run.stderr, /skipped due to not running in a TTY/);
    assert.deepEqual(await users(), []);
  });
});

describe("on a terminal", { skip: noTerminal }, () => {
  it("createsuperuser asks for everything, and again until it will do", async (t) => {
    const { project, settings, users } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    await createUser(settings, { username: "taken" });
    const { status, screen } = await onTerminal(project, "createsuperuser", [
      [/Username \(leave blank to use 'ann'\)/, "taken\r"],
      [/That username is already taken\./, `${"\u007F".repeat(5)}bert\r`],
      [/Email address/, "nothing\r"],
      [/Enter a valid email address\./, `${"\u007F".repeat(7)}bert@example.com\r`],
      [/Password/, "one-thing\r"],
      [/Password \(again\)/, "another-thing\r"],
      [/Your passwords didn't match\.[^]*Password/, " \r"],
      [/Password \(again\)/, " \r"],
      [/Blank passwords aren't allowed\.[^]*Password/, "password\r"],
      [/Password \(again\)/, "password\r"],
      [/This password is too common\.[^]*Bypass password validation/, "n"],
      [/Password/, "bert@example\r"],
      [/Password \(again\)/, "bert@example\r"],
      [/too similar to the email address\.[^]*Bypass password validation/, "y"],
    ]);
    assert.equal(status, 0, screen);
    assert.match(screen, /Superuser created successfully\./);
    assert.doesNotMatch(screen, /one-thing|another-thing/);
    const [, bert] = await users();
    assert.equal(bert?.["username"], "bert");
    assert.equal(
      await checkPassword("bert@example", String(bert?.["password"]), {}, settings),
      true,
    );
  });

  it("createsuperuser takes the name of whoever runs it, and adds nobody after Ctrl-C", async (t) => {
    const { project, settings, users } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    const stopped = await onTerminal(project, "createsuperuser", [
      [/Username \(leave blank to use 'ann'\)/, "\r"],
      [/Email address/, "\u0003"],
    ]);
    assert.equal(stopped.status, 1);
    assert.deepEqual(await users(), []);

    const done = await onTerminal(project, "createsuperuser --email ''", [
      [/Username \(leave blank to use 'ann'\)/, "\r"],
      [/Password/, "a much better one\r"],
      [/Password \(again\)/, "a much better one\r"],
    ]);
    assert.equal(done.status, 0, done.screen);
    assert.equal((await users())[0]?.["username"], "ann");
  });

  it("changepassword asks three times at most, and changes the password", async (t) => {
    const { project, settings, users } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    await createUser(settings, { username: "ann", password: "old" });
    const before = (await users())[0]?.["password"];
    const refused = await onTerminal(project, "changepassword ann", [
      [/Changing password for user 'ann'[^]*Password/, "one\r"],
      [/Password \(again\)/, "two\r"],
      [/do not match\. Please try again\.[^]*Password/, "password\r"],
      [/Password \(again\)/, "password\r"],
      [/This password is too common\.[^]*Password/, "password\r"],
      [/Password \(again\)/, "password\r"],
    ]);
    assert.equal(refused.status, 1);
    assert.match(refused.screen, /Aborting password change for user 'ann' after 3 attempts\./);
    assert.equal((await users())[0]?.["password"], before);

    const changed = await onTerminal(project, "changepassword", [
      [/Changing password for user 'ann'[^]*Password/, "a much better one\r"],
      [/Password \(again\)/, "a much better one\r"],
    ]);
    assert.equal(changed.status, 0, changed.screen);
    assert.match(changed.screen, /Password changed successfully for user 'ann'/);
    const after = String((await users())[0]?.["password"]);
    assert.equal(await checkPassword("a much better one", after, {}, settings), true);
  });
});

describe("changepassword", () => {
  it("needs a user who is there, and somebody to ask", async (t) => {
    const { project, settings } = await makeSite(t, sqlite);
    await createAuthTables(settings);
    await createUser(settings, { username: "ann" });
    const unknown = await project.manage("changepassword", "bob");
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /user 'bob' does not exist \[MKWEB_USER_UNKNOWN\]/);
    const unasked = await project.manage("changepassword", "ann");
    assert.equal(unasked.status, 1);
    assert.match(unasked.stderr, /The password is as it was\. \[MKWEB_PASSWORD_UNCHANGED\]/);
  });
});
