/**
 * Every command's document is as its schema in docs/json says, done and refused.
 * Slow, as each of some ninety commands is a process of its own, as a program starts it.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { schemaNames } from "./schemas.ts";
import { Ground, type Answer } from "./site.ts";

interface Case {
  /** Command lines that do what they are asked for, in this order. */
  readonly done: readonly (readonly string[])[];
  /** Command lines that are refused, with the code; each names where it stands if that is not the project. */
  readonly refused: readonly (readonly [code: string, ...words: readonly string[]])[];
}

const models = `import { defineModel, fields } from "mkweb/db";

export class Question extends defineModel(() => Question, { text: fields.char(200) }) {}
`;

const global: Readonly<Record<string, Case>> = {
  startproject: {
    done: [
      ["startproject", "other", "--no-install", "--no-git", "--dry-run"],
      ["startproject", "other", "--no-install", "--no-git"],
      ["startproject", "theirs", "--template", "own", "--no-install", "--no-git"],
    ],
    refused: [
      ["MKWEB_USAGE", "startproject"],
      ["MKWEB_NAME_INVALID", "startproject", "9lives"],
      ["MKWEB_USAGE", "startproject", "third", "--database", "oracle"],
      ["MKWEB_NAME_TAKEN", "startproject", "other", "--no-install"],
    ],
  },
  startapp: { done: [], refused: [["MKWEB_NO_PROJECT", "startapp", "blog"]] },
  deploy: {
    done: [],
    refused: [
      ["MKWEB_NO_PROJECT", "deploy", "docker"],
      ["MKWEB_USAGE", "deploy", "podman"],
    ],
  },
  undo: { done: [], refused: [["MKWEB_NO_PROJECT", "undo"]] },
  update: { done: [], refused: [["MKWEB_NO_PROJECT", "update"]] },
  venv: {
    done: [
      ["venv", "env", "--dry-run"],
      ["venv", "env"],
      ["venv", "env", "--info"],
    ],
    refused: [
      ["MKWEB_USAGE", "venv"],
      ["MKWEB_VENV_NOT_FOUND", "venv", "nowhere", "--info"],
    ],
  },
  completion: {
    done: [["completion", "bash"]],
    refused: [["MKWEB_USAGE", "completion", "sh"]],
  },
  docs: {
    done: [["docs"], ["docs", "migrations"]],
    refused: [["MKWEB_UNKNOWN_TOPIC", "docs", "nosuch"]],
  },
  template: {
    done: [
      ["template", "check", "own"],
      ["template", "pack", "own", "-o", "own.tgz"],
    ],
    refused: [["MKWEB_USAGE", "template", "look", "own"]],
  },
  help: {
    done: [["help"], ["help", "--commands"], ["help", "startapp"], ["startapp", "--help"]],
    refused: [["MKWEB_UNKNOWN_COMMAND", "help", "startap"]],
  },
  version: { done: [["version"], ["--version"]], refused: [] },
};

const ofProjects: Readonly<Record<string, Case>> = {
  startapp: {
    done: [
      ["startapp", "blog", "--dry-run"],
      ["startapp", "blog"],
    ],
    refused: [
      ["MKWEB_USAGE", "startapp"],
      ["MKWEB_NAME_TAKEN", "startapp", "blog"],
    ],
  },
  update: {
    done: [
      ["update", "--dry-run"],
      ["update", "--no-verify"],
    ],
    refused: [["MKWEB_USAGE", "update", "now"]],
  },
  undo: { done: [["undo", "--dry-run"], ["undo"]], refused: [["MKWEB_USAGE", "undo", "--bogus"]] },
  check: {
    done: [["check"], ["check", "--list-tags"], ["check", "--deploy"]],
    refused: [
      ["MKWEB_CHECKS_FAILED", "check", "--deploy", "--fail-level", "WARNING"],
      ["MKWEB_UNKNOWN_APP", "check", "nosuch"],
    ],
  },
  makemigrations: {
    done: [["makemigrations", "--dry-run"], ["makemigrations"], ["makemigrations"]],
    refused: [
      ["MKWEB_USAGE", "makemigrations", "--empty"],
      ["MKWEB_UNKNOWN_APP", "makemigrations", "nosuch"],
    ],
  },
  migrate: {
    done: [["migrate", "--plan"], ["migrate"], ["migrate"]],
    refused: [["MKWEB_MIGRATION_UNKNOWN", "migrate", "polls", "0009"]],
  },
  generate: {
    done: [["generate", "resource", "polls.Note", "title:string"]],
    refused: [["MKWEB_USAGE", "generate", "resource", "polls.Note", "title:nosuch"]],
  },
  showmigrations: {
    done: [["showmigrations"], ["showmigrations", "--plan"]],
    refused: [["MKWEB_UNKNOWN_APP", "showmigrations", "nosuch"]],
  },
  sqlmigrate: {
    done: [["sqlmigrate", "polls", "0001"]],
    refused: [["MKWEB_USAGE", "sqlmigrate", "polls"]],
  },
  squashmigrations: {
    done: [["squashmigrations", "polls", "0002"]],
    refused: [["MKWEB_MIGRATION_UNKNOWN", "squashmigrations", "polls", "0009"]],
  },
  optimizemigration: {
    done: [["optimizemigration", "polls", "0001"]],
    refused: [["MKWEB_UNKNOWN_APP", "optimizemigration", "nosuch", "0001"]],
  },
  createsuperuser: {
    done: [["createsuperuser", "--username", "ann", "--email", "ann@example.com"]],
    refused: [["MKWEB_USER_INVALID", "createsuperuser"]],
  },
  changepassword: {
    done: [],
    refused: [
      ["MKWEB_PASSWORD_UNCHANGED", "changepassword", "ann"],
      ["MKWEB_USER_UNKNOWN", "changepassword", "bob"],
    ],
  },
  destroyapp: {
    done: [
      ["startapp", "gone"],
      ["destroyapp", "gone", "--dry-run"],
      ["destroyapp", "gone", "--migrate"],
      ["undo", "--list"],
    ],
    refused: [["MKWEB_UNKNOWN_APP", "destroyapp", "nosuch"]],
  },
  docs: {
    done: [["docs", "forms.md"]],
    refused: [["MKWEB_UNKNOWN_TOPIC", "docs", "nosuch"]],
  },
  dumpdata: {
    done: [
      ["dumpdata", "auth.User"],
      ["dumpdata", "auth.User", "-o", "users.json"],
    ],
    refused: [["MKWEB_UNKNOWN_APP", "dumpdata", "nosuch"]],
  },
  loaddata: {
    done: [["loaddata", "users.json"]],
    refused: [["MKWEB_FIXTURE_NOT_FOUND", "loaddata", "nosuch"]],
  },
  graphmodels: {
    done: [["graphmodels"], ["graphmodels", "--output", "models.mmd"]],
    refused: [
      ["MKWEB_UNKNOWN_APP", "graphmodels", "nowhere"],
      ["MKWEB_USAGE", "graphmodels", "--output", "models.txt"],
    ],
  },
  listurls: { done: [["listurls"]], refused: [["MKWEB_USAGE", "listurls", "x"]] },
  showurls: { done: [["showurls"]], refused: [["MKWEB_USAGE", "showurls", "x"]] },
  diffsettings: {
    done: [["diffsettings"], ["diffsettings", "--all"]],
    refused: [["MKWEB_USAGE", "diffsettings", "--output", "x"]],
  },
  inspectdb: {
    done: [["inspectdb", "polls_question"]],
    refused: [["MKWEB_UNKNOWN_TABLE", "inspectdb", "nosuch"]],
  },
  createcachetable: {
    done: [
      ["createcachetable", "cached", "--dry-run"],
      ["createcachetable", "cached"],
      ["createcachetable", "cached"],
    ],
    refused: [["MKWEB_USAGE", "createcachetable", "--bogus"]],
  },
  clearsessions: { done: [["clearsessions"]], refused: [["MKWEB_USAGE", "clearsessions", "x"]] },
  collectstatic: {
    done: [
      ["collectstatic", "--dry-run"],
      ["collectstatic"],
      ["collectstatic", "--clear", "--noinput"],
    ],
    refused: [["MKWEB_INTERRUPTED", "collectstatic", "--clear"]],
  },
  findstatic: {
    done: [["findstatic", "admin/admin.css", "nosuch.css"]],
    refused: [["MKWEB_USAGE", "findstatic"]],
  },
  shell: {
    done: [
      ["shell", "-c", "return await (await import('./polls/models.ts')).Question.objects.count()"],
    ],
    refused: [["MKWEB_UNEXPECTED", "shell", "-c", "throw new TypeError('no')"]],
  },
  dbshell: { done: [], refused: [["MKWEB_USAGE", "dbshell"]] },
  test: {
    done: [["test", "polls"]],
    refused: [
      ["MKWEB_TESTS_FAILED", "test", "failing"],
      ["MKWEB_UNKNOWN_TEST", "test", "nosuch"],
    ],
  },
  deploy: {
    done: [
      ["deploy", "compose", "--dry-run"],
      ["deploy", "compose", "--domain", "example.com"],
      ["deploy", "compose"],
    ],
    refused: [
      ["MKWEB_USAGE", "deploy"],
      ["MKWEB_USAGE", "deploy", "docker", "--user", "www"],
      ["MKWEB_FILE_CONFLICT", "deploy", "compose", "--no-redis"],
    ],
  },
  flush: { done: [["flush", "--noinput"]], refused: [["MKWEB_INTERRUPTED", "flush"]] },
  // What it does is tested where somebody asks it for pages: below, and in transcript.test.ts.
  runserver: { done: [], refused: [["MKWEB_USAGE", "runserver", "nonsense"]] },
  serve: { done: [], refused: [["MKWEB_USAGE", "serve", "--workers", "none"]] },
};

const ground = new Ground();
const site = "mysite";

before(async () => {
  ground.write("own/project_name/settings.ts", "export const name = '{{ project_name }}';\n");
  const made = await ground.mkweb("startproject", site, "--no-install", "--no-git");
  assert.equal(made.status, 0, made.stderr);
  ground.link(site);
  await ground.manage(site, "startapp", "polls", "--no-verify");
  ground.write(`${site}/polls/models.ts`, models);
  const failing =
    'import { it } from "node:test";\nit("fails", () => {\n  throw new Error("no");\n});\n';
  ground.write(`${site}/failing/one.test.ts`, failing);
  const settings = readFileSync(join(ground.path, site, site, "settings.ts"), "utf8");
  const changed = settings.replace("ROOT_URLCONF:", 'STATIC_ROOT: "collected",\n  ROOT_URLCONF:');
  // Whatever a project prints when it is loaded does not reach a program.
  ground.write(`${site}/${site}/settings.ts`, `${changed}\nconsole.log("Loading the settings");\n`);
});
after(() => ground.remove());

function runAll(
  name: string,
  { done, refused }: Case,
  run: (...words: string[]) => Promise<Answer>,
): void {
  it(name, async () => {
    for (const words of done) {
      const { status, document, stderr } = await run(...words);
      assert.equal(document.ok, true, `${words.join(" ")}: ${document.error?.message}\n${stderr}`);
      assert.equal(status, 0, words.join(" "));
    }
    for (const [code, ...words] of refused) {
      const { status, document } = await run(...words);
      assert.equal(document.error?.code, code, `${words.join(" ")}: ${document.error?.message}`);
      assert.ok(status === 1 || status === 2, words.join(" "));
    }
  });
}

describe("mkweb, read by a program", () => {
  for (const [name, each] of Object.entries(global)) {
    runAll(name, each, (...words) => ground.mkweb(...words));
  }
});

describe("node manage, read by a program", () => {
  for (const [name, each] of Object.entries(ofProjects)) {
    runAll(name, each, (...words) => ground.manage(site, ...words));
  }

  it("changes a password that it is sent", async () => {
    await ground.manage(site, "createsuperuser", "--username", "eve", "--email", "e@example.com");
    const words = ["changepassword", "eve", "--password-stdin"];
    const changed = await ground.manageWith("a long Secret 99\n", site, ...words);
    assert.equal(changed.document.ok, true, changed.document.error?.message);
    const { document } = await ground.manageWith("123\n", site, ...words);
    assert.equal(document.error?.code, "MKWEB_PASSWORD_UNCHANGED");
    assert.match(document.error?.message ?? "", /too short/);
  });
});

it("every command has a schema and was run, and there is no other schema", async () => {
  const names = async (help: Promise<Answer>): Promise<readonly string[]> => {
    const { commands } = (await help).document;
    assert.ok(Array.isArray(commands));
    return commands.map(({ name }: { readonly name: string }) => name);
  };
  const extra = ["help", "version"];
  const ours = [...(await names(ground.mkweb("help"))), ...extra];
  const theirs = await names(ground.manage(site, "help"));
  assert.deepEqual(Object.keys(global).sort(), [...ours].sort());
  assert.deepEqual(Object.keys(ofProjects).sort(), [...theirs].sort());
  const all = [...new Set([...ours, ...theirs])];
  // `command` is what other people's commands have.
  assert.deepEqual([...all, "command"].sort(), schemaNames);
});
