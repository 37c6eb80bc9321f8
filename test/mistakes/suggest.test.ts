/** What a person most likely meant. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { didYouMean, suggest } from "../../src/mistakes/index.ts";
import { run } from "../command/support.ts";
import { makeProject } from "../support/project.ts";

describe("a name that is nearly right", () => {
  const names = ["migrate", "makemigrations", "showmigrations", "runserver", "shell"];

  it("is asked about when one letter in three is another, or two have changed places", () => {
    assert.equal(suggest("rnserver", names), "runserver");
    assert.equal(suggest("mirgate", names), "migrate");
    assert.equal(suggest("MIGRATE", names), "migrate");
  });

  it("is asked about when it is the beginning of one name alone", () => {
    assert.equal(suggest("make", names), "makemigrations");
    assert.equal(suggest("sh", names), undefined);
    assert.equal(suggest("abcdef", names), undefined);
  });

  it("is never answered with itself", () => {
    assert.equal(suggest("shell", ["shell"]), undefined);
  });

  it("gives the question, or nothing", () => {
    assert.equal(didYouMean("polsl", ["polls"]), " Did you mean 'polls'?");
    assert.equal(didYouMean("x", ["polls"]), "");
  });
});

describe("what is typed nearly right", () => {
  it("gets a question for an option and for a value", async () => {
    const { stderr, status } = await run(["check", "--databse", "other"]);
    assert.equal(status, 2);
    assert.match(stderr, /unrecognized arguments: --databse\. Did you mean --database\?/);
    const value = await run(["check", "--database", "deflaut"]);
    assert.match(value.stderr, /invalid choice: 'deflaut', maybe you meant 'default'\?/);
    const strange = await run(["check", "--bogus"]);
    assert.match(strange.stderr, /unrecognized arguments: --bogus$/m);
  });

  it("gets a question for apps, migrations, fixtures, tests and apps of mkweb", async (t) => {
    const database = 'DATABASES: { default: env.database("DATABASE_URL", "sqlite::memory:") },\n  ';
    const project = await makeProject(t);
    const settings = await project.read("mysite/settings.ts");
    await project.write(
      "mysite/settings.ts",
      settings.replace("ROOT_URLCONF", `${database}ROOT_URLCONF`),
    );
    await project.write("polls/fixtures/first.json", "[]");
    await project.write(
      "polls/migrations/0001_initial.ts",
      'import { defineMigration } from "mkweb/migrations";\nexport default defineMigration({ operations: [] });\n',
    );
    const asked = async (...words: string[]) => (await project.manage(...words)).stderr;
    assert.match(await asked("check", "pols"), /with label 'pols'\. Did you mean 'polls'\?/);
    assert.match(await asked("migrate", "pols"), /with label 'pols'\. Did you mean 'polls'\?/);
    assert.match(await asked("migrate", "polls", "0001_inital"), /Did you mean '0001_initial'\?/);
    assert.match(await asked("loaddata", "frist"), /Did you mean 'first'\?/);
    assert.match(await asked("test", "pols"), /Did you mean 'polls'\?/);
    await project.write(
      "mysite/settings.ts",
      settings.replace("mkweb/staticfiles", "mkweb/staticfile"),
    );
    assert.match(await asked("check"), /'mkweb\/staticfile'\. Did you mean 'mkweb\/staticfiles'\?/);
  });
});
