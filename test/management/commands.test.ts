import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { makeProject } from "../support/project.ts";

const command = (text: string): string => `import { defineCommand } from "mkweb/management";

export default defineCommand({
  describe: "Says one word.",
  options: { loud: { type: "boolean", describe: "In capitals.", default: false } },
  run({ loud }, { out }) {
    out.data(loud ? "${text}".toUpperCase() : "${text}");
  },
});
`;

describe("node manage", () => {
  it("help lists every command under the app it comes from", async (t) => {
    const project = await makeProject(t, {
      "polls/management/commands/closepoll.ts": command("closed"),
      "polls/management/commands/_private.ts": "throw new Error('never loaded');",
    });

    const [none, help, flag] = await Promise.all([
      project.manage(),
      project.manage("help"),
      project.manage("--help"),
    ]);

    assert.equal(help.status, 0);
    assert.match(
      help.stdout,
      /Type 'node manage help <subcommand>' for help on a specific subcommand\./,
    );
    assert.match(help.stdout, /Available subcommands:\n\n\[mkweb\]\n {4}check\n/);
    assert.match(help.stdout, /\[polls\]\n {4}closepoll\n/);
    assert.match(help.stdout, /\[staticfiles\]\n {4}collectstatic\n {4}findstatic/);
    assert.doesNotMatch(help.stdout, /_private/);
    assert.equal(help.stderr, "");
    assert.deepEqual([none, flag], [help, help]);
  });

  it("help --commands lists bare names", async (t) => {
    const { stdout } = await (await makeProject(t)).manage("help", "--commands");

    const names = stdout.trimEnd().split("\n");
    assert.deepEqual(names, [...names].sort());
    assert.ok(names.includes("runserver") && names.includes("collectstatic"));
    assert.doesNotMatch(stdout, /usage|\[|^$\n/m);
  });

  it("a command's help has its own options before the common ones", async (t) => {
    const project = await makeProject(t, {
      "polls/management/commands/closepoll.ts": command("closed"),
    });

    const { stdout, status } = await project.manage("closepoll", "--help");

    assert.equal(status, 0);
    assert.match(stdout, /^usage: node manage closepoll/);
    const at = ["--loud", "--version", "--settings", "--skip-checks"].map((each) =>
      stdout.indexOf(each, stdout.indexOf("options:")),
    );
    assert.deepEqual(
      at,
      [...at].sort((a, b) => a - b),
    );
    assert.ok(!at.includes(-1));
    const again = await project.manage("help", "closepoll");
    assert.equal(again.stdout, stdout);
  });

  it("version and --version print the same", async (t) => {
    const project = await makeProject(t);

    const [word, flag] = await Promise.all([
      project.manage("version"),
      project.manage("--version"),
    ]);

    assert.match(word.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.deepEqual(word, flag);
  });

  it("answers an unknown command with the one that may be meant", async (t) => {
    const project = await makeProject(t);

    const close = await project.manage("rnserver");
    const far = await project.manage("abcdef");

    assert.equal(close.status, 1);
    assert.equal(close.stdout, "");
    assert.match(close.stderr, /Unknown command: 'rnserver'\. Did you mean runserver\?/);
    assert.match(close.stderr, /Type 'node manage help' for usage\./);
    assert.match(far.stderr, /Unknown command: 'abcdef'(?!.*Did you mean)/);
  });

  it("tells what a project's command refuses with a CommandError, and the hint, without a stack", async (t) => {
    const project = await makeProject(t, {
      "polls/management/commands/closepoll.ts": `import { CommandError, defineCommand } from "mkweb/management";

export default defineCommand({
  describe: "Closes a poll.",
  arguments: { id: { describe: "Its key." } },
  run({ id }) {
    throw new CommandError(\`There is no poll \${id}.\`, { hint: "Look in the admin." });
  },
});
`,
    });
    assert.deepEqual(await project.manage("closepoll", "7"), {
      status: 1,
      stdout: "",
      stderr: "error: There is no poll 7. [MKWEB_COMMAND_FAILED]\n\nhint: Look in the admin.\n",
    });
  });

  it("a wrong option shows the usage", async (t) => {
    const { status, stdout, stderr } = await (await makeProject(t)).manage("check", "--invalid");

    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^usage: node manage check/);
    assert.match(stderr, /error: unrecognized arguments: --invalid/);
  });

  it("check takes apps by label and knows only installed ones", async (t) => {
    const project = await makeProject(t);

    const good = await project.manage("check", "polls");
    const bad = await project.manage("check", "polls", "NOT_AN_APP");

    assert.equal(good.status, 0);
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /No installed app with label 'NOT_AN_APP'\./);
  });

  it("options before and after, and around --settings, are all the same", async (t) => {
    const project = await makeProject(t, {
      "polls/management/commands/closepoll.ts": command("closed"),
    });
    const settings = "--settings=mysite/settings.ts";

    const runs = await Promise.all([
      project.manage("closepoll", "--loud", settings),
      project.manage("closepoll", settings, "--loud"),
      project.manage("closepoll", "--settings", "mysite/settings.ts", "--loud"),
    ]);

    assert.deepEqual(
      runs.map(({ stdout }) => stdout),
      ["CLOSED\n", "CLOSED\n", "CLOSED\n"],
    );
  });

  it("of two apps with one command, the one listed first wins, and both over ours", async (t) => {
    const project = await makeProject(t, {
      "blog/app.ts": "export default {};",
      "blog/management/commands/closepoll.ts": command("from blog"),
      "blog/management/commands/check.ts": command("our own check"),
      "polls/management/commands/closepoll.ts": command("from polls"),
    });
    const settings = await project.read("mysite/settings.ts");
    await project.write("mysite/settings.ts", settings.replace('"polls"]', '"blog", "polls"]'));

    assert.equal((await project.manage("closepoll")).stdout, "from blog\n");
    assert.equal((await project.manage("check")).stdout, "our own check\n");
  });

  it("works from any folder", async (t) => {
    const project = await makeProject(t);
    const { startProcess } = await import("../support/project.ts");

    const run = startProcess(["../manage", "check"], fileURLToPath(new URL("polls", project.root)));

    assert.equal(await run.ended(), 0);
    assert.equal(run.output(), "System check identified no issues (0 silenced).\n");
  });
});

describe("settings of a command", () => {
  it("are named when their file is not there", async (t) => {
    const project = await makeProject(t);

    const option = await project.manage("check", "--settings=bad_settings.ts");
    const variable = await project.manageWith({ MKWEB_SETTINGS_MODULE: "bad_env.ts" }, "check");

    assert.equal(option.status, 1);
    assert.equal(option.stdout, "");
    assert.match(option.stderr, /No module named 'bad_settings\.ts'/);
    assert.match(variable.stderr, /No module named 'bad_env\.ts'/);
  });

  it("are those of the option, else of the variable, else of manage.js", async (t) => {
    const project = await makeProject(t, {
      "other/settings.ts": "export const SECRET_KEY = 'k'; export const MINE = 'other';",
      "mysite/more/production.ts":
        "export const SECRET_KEY = 'k'; export const MINE = 'production';",
    });
    const env = { MKWEB_SETTINGS_MODULE: "other/settings.ts" };

    const usual = await project.manage("diffsettings");
    const variable = await project.manageWith(env, "diffsettings");
    const option = await project.manageWith(
      env,
      "diffsettings",
      "--settings=mysite/more/production.ts",
    );

    assert.match(usual.stdout, /SETTINGS_MODULE = 'mysite\/settings\.ts'/);
    assert.match(variable.stdout, /MINE = 'other'/);
    assert.match(option.stdout, /MINE = 'production'/);
  });

  it("are shown with the true cause of what they throw", async (t) => {
    const project = await makeProject(t, {
      "imports.ts": "import 'foo42bar';",
      "throws.ts": "throw new TypeError('boom of the settings');",
    });

    const imports = await project.manage("check", "--settings=imports.ts");
    const throws = await project.manage("check", "--settings=throws.ts");

    assert.equal(imports.status, 1);
    assert.match(imports.stderr, /foo42bar/);
    assert.equal(throws.status, 1);
    assert.match(throws.stderr, /TypeError: boom of the settings\n\s+at .*throws\.ts:1/);
  });

  it("may be broken for help, which goes on and says so", async (t) => {
    const project = await makeProject(t, {
      "throws.ts": "throw new TypeError('boom of the settings');",
      "empty.ts": "export const DEBUG = true;",
    });

    const improper = await project.manage("help", "--settings=empty.ts");
    const broken = await project.manage("help", "--settings=throws.ts");

    assert.equal(improper.status, 0);
    assert.equal(improper.stderr, "");
    assert.match(
      improper.stdout,
      /Note that only mkweb core commands are listed as settings are not properly configured \(error: The SECRET_KEY setting must not be empty\.\)\.\n$/,
    );
    assert.equal(broken.status, 0);
    assert.match(broken.stdout, /runserver[^]*boom of the settings/);
  });

  it("that are broken are the reason why an unknown command fails", async (t) => {
    const project = await makeProject(t, {
      "throws.ts": "throw new TypeError('boom of the settings');",
    });

    const run = await project.manage("nosuchcommand", "--settings=throws.ts");

    assert.equal(run.status, 1);
    assert.match(run.stderr, /boom of the settings/);
  });

  it("are shown with what is wrong where an app is missing or broken", async (t) => {
    const project = await makeProject(t, {
      "broken/app.ts": "throw new RangeError('boom of an app');",
    });
    const settings = await project.read("mysite/settings.ts");

    await project.write("mysite/settings.ts", settings.replace('"polls"]', '"admin_scriptz"]'));
    const missing = await project.manage("check");
    await project.write("mysite/settings.ts", settings.replace('"polls"]', '"broken"]'));
    const broken = await project.manage("check");

    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /INSTALLED_APPS: no module named 'admin_scriptz'\./);
    assert.equal(broken.status, 1);
    assert.match(broken.stderr, /RangeError: boom of an app/);
  });
});

describe("check", () => {
  const app = (messages: string): Readonly<Record<string, string>> => ({
    "polls/app.ts": `import { defineApp, registerCheck } from "mkweb/conf";
registerCheck(() => [${messages}], { tags: ["polls"] });
export default defineApp({ name: "polls" });
`,
  });

  it("says exactly this when nothing is wrong", async (t) => {
    const run = await (await makeProject(t)).manage("check");

    assert.deepEqual(run, {
      status: 0,
      stdout: "System check identified no issues (0 silenced).\n",
      stderr: "",
    });
  });

  it("lays out errors and warnings as Django does, and fails for errors", async (t) => {
    const project = await makeProject(
      t,
      app(`{ level: "WARNING", id: "polls.W001", message: "a warning", hint: "Do this." },
        { level: "ERROR", message: "second error", object: "polls.Question" },
        { level: "ERROR", id: "polls.E001", message: "first error" }`),
    );

    const run = await project.manage("check");

    assert.equal(run.status, 1);
    assert.equal(run.stdout, "");
    assert.ok(
      run.stderr.includes(`System check identified some issues:

ERRORS:
?: (polls.E001) first error
polls.Question: second error

WARNINGS:
?: (polls.W001) a warning
	HINT: Do this.

System check identified 3 issues (0 silenced).`),
      run.stderr,
    );
  });

  it("passes with warnings, unless the level to fail at is lower", async (t) => {
    const project = await makeProject(
      t,
      app('{ level: "WARNING", id: "polls.W001", message: "a warning" }'),
    );

    const usual = await project.manage("check");
    const strict = await project.manage("check", "--fail-level", "WARNING");

    assert.equal(usual.status, 0);
    assert.match(
      usual.stderr,
      /WARNINGS:\n\?: \(polls\.W001\) a warning\n\nSystem check identified 1 issue \(0 silenced\)\.\n$/,
    );
    assert.equal(strict.status, 1);
    assert.match(strict.stderr, /MKWEB_CHECKS_FAILED/);
  });

  it("counts what SILENCED_SYSTEM_CHECKS silences, and selects by tag", async (t) => {
    const project = await makeProject(
      t,
      app('{ level: "ERROR", id: "polls.E001", message: "an error" }'),
    );
    const other = await project.manage("check", "--tag", "urls");
    const settings = await project.read("mysite/settings.ts");
    const silenced = 'SILENCED_SYSTEM_CHECKS: ["polls.E001"],\n  ROOT_URLCONF';
    await project.write("mysite/settings.ts", settings.replace("ROOT_URLCONF", silenced));

    const silent = await project.manage("check");
    const tags = await project.manage("check", "--list-tags");
    const unknown = await project.manage("check", "-t", "nosuch");

    assert.equal(other.status, 0);
    assert.equal(silent.stdout, "System check identified no issues (1 silenced).\n");
    assert.match(tags.stdout, /^files\n/);
    assert.equal(unknown.status, 1);
    assert.match(unknown.stderr, /There is no system check with the "nosuch" tag\./);
  });

  it("--deploy looks at what a site on the Internet needs", async (t) => {
    const run = await (await makeProject(t)).manage("check", "--deploy");

    assert.equal(run.status, 0);
    const ids = Array.from(run.stderr.matchAll(/\((security\.\w+)\)/g), ([, id = ""]) => id);
    assert.deepEqual(ids.sort(), [
      "security.W004",
      "security.W008",
      "security.W016",
      "security.W018",
      "security.W020",
    ]);
  });

  it("--deploy warns of static files that no server could send: deploy.W001", async (t) => {
    const project = await makeProject(t);
    const env = { DEBUG: "false" };
    const bare = await project.manageWith(env, "check", "--deploy", "--tag", "staticfiles");
    assert.match(
      bare.stderr,
      /\?: \(deploy\.W001\) You have 'mkweb\/staticfiles' in your INSTALLED_APPS/,
    );
    const settings = await project.read("mysite/settings.ts");
    const elsewhere = 'STORAGES: { staticfiles: { BACKEND: "mkweb/files/backends/s3" } },';
    for (const mended of [
      settings.replace("ROOT_URLCONF", 'STATIC_ROOT: "collected",\n  ROOT_URLCONF'),
      settings.replace('"mkweb/staticfiles", ', ""),
      settings.replace("ROOT_URLCONF", `${elsewhere}\n  ROOT_URLCONF`),
    ]) {
      await project.write("mysite/settings.ts", mended);
      const run = await project.manageWith(env, "check", "--deploy", "--tag", "staticfiles");
      assert.deepEqual(
        [run.status, run.stderr],
        [0, "Checked mysite/settings.ts for deployment.\n"],
      );
    }
  });

  it("--deploy refuses a key that was written into a new project, Django's own among them", async (t) => {
    const project = await makeProject(t);
    const settings = await project.read("mysite/settings.ts");
    const pasted = "django-insecure-0ef%pz$i9mhw)+crici3l&_+)#_138h55&d(_5k2773o7cqman";
    const fallbacks = `SECRET_KEY_FALLBACKS: [${JSON.stringify(pasted)}],\n  ROOT_URLCONF`;
    await project.write("mysite/settings.ts", settings.replace("ROOT_URLCONF", fallbacks));

    const run = await project.manage("check", "--deploy");

    assert.match(run.stderr, /\(security\.W025\)/);
    assert.doesNotMatch(run.stderr, /\(security\.W009\)/);
  });

  it("finds a CSRF failure view that is not there or cannot be called", async (t) => {
    const project = await makeProject(t, {
      "mysite/failures.ts":
        "export function good(request: unknown, { reason }: { reason: string }) { return reason; }\n" +
        "export function greedy(request: unknown, reason: unknown, more: unknown) { return more; }\n",
    });
    const settings = await project.read("mysite/settings.ts");
    const checkWith = async (view: string) => {
      const named = `CSRF_FAILURE_VIEW: "${view}",\n  ROOT_URLCONF`;
      await project.write("mysite/settings.ts", settings.replace("ROOT_URLCONF", named));
      return project.manage("check");
    };

    assert.equal((await checkWith("mysite/failures.ts#good")).status, 0);
    const greedy = await checkWith("mysite/failures.ts#greedy");
    assert.equal(greedy.status, 1);
    assert.match(greedy.stderr, /\(security\.E101\) .* does not take the correct number/);
    const missing = await checkWith("mysite/nothing.ts#good");
    assert.equal(missing.status, 1);
    assert.match(
      missing.stderr,
      /\(security\.E102\) .*'mysite\/nothing\.ts#good' could not be imp/,
    );
  });

  it("finds middleware, URL modules and folders that are not there", async (t) => {
    const project = await makeProject(t);
    const settings = await project.read("mysite/settings.ts");
    const changed = settings
      .replace('"mkweb/middleware/csrf"', '"mkweb/middleware/cssrf"')
      .replace(
        "ROOT_URLCONF",
        'STATICFILES_DIRS: ["assets"],\n  STATIC_ROOT: "./assets",\n  STORAGES: { default: { BACKEND: "mkweb/files/backends/filesystem" } },\n  ROOT_URLCONF',
      );
    await project.write("mysite/settings.ts", changed);

    const run = await project.manage("check");

    assert.equal(run.status, 1);
    assert.match(run.stderr, /\(middleware\.E001\) MIDDLEWARE names 'mkweb\/middleware\/cssrf'/);
    assert.match(
      run.stderr,
      /\(staticfiles\.W004\) The directory '.*assets' in the STATICFILES_DIRS/,
    );
    assert.match(
      run.stderr,
      /\(staticfiles\.E002\) The STATICFILES_DIRS setting should not contain/,
    );
    assert.match(
      run.stderr,
      /\(staticfiles\.E005\) The STORAGES setting must define a 'staticfiles'/,
    );
  });
});

describe("other commands", () => {
  it("an app's command knows the project's addresses", async (t) => {
    const project = await makeProject(t, {
      "polls/management/commands/where.ts": `import { defineCommand } from "mkweb/management";
import { reverse } from "mkweb/urls";

export default defineCommand({
  describe: "Says where the polls are.",
  run(_values, { out }) { out.data(reverse("polls:index")); },
});
`,
    });
    const { stdout, stderr } = await project.manage("where");
    assert.equal(stdout, "/polls/\n", stderr);
  });

  it("listurls lists each route with its view and its name, and is called showurls too", async (t) => {
    const project = await makeProject(t);
    const run = await project.manage("listurls");
    assert.deepEqual(await project.manage("showurls"), run);

    assert.equal(run.stdout, "/polls/  index  polls:index\n");
  });

  it("diffsettings shows what was changed, marked or as + and -", async (t) => {
    const project = await makeProject(t, {
      "base.ts": "export const SECRET_KEY = 'k'; export const DEBUG = true;",
    });

    const hash = await project.manage("diffsettings");
    const all = await project.manage("diffsettings", "--all");
    const unified = await project.manage("diffsettings", "--output=unified");
    const other = await project.manage("diffsettings", "--default=base.ts");

    assert.match(hash.stdout, /^DEBUG = true$/m);
    assert.match(hash.stdout, /^SETTINGS_MODULE = .* {2}###$/m);
    assert.doesNotMatch(hash.stdout, /APPEND_SLASH/);
    assert.match(all.stdout, /^### APPEND_SLASH = true$/m);
    assert.match(unified.stdout, /^- DEBUG = false\n\+ DEBUG = true$/m);
    assert.doesNotMatch(other.stdout, /^DEBUG/m);
  });

  it("diffsettings shows no password, key or token, however deep it is", async (t) => {
    const project = await makeProject(t);
    const settings = await project.read("mysite/settings.ts");
    const added = `STRIPE_API_KEY: "s3cret", SERVICES: [{ url: "https://me:s3cret@example.org/", deep: { more: { token: "s3cret" } } }],
  CACHES: { default: { BACKEND: "mkweb/cache/backends/redis", LOCATION: "redis://:s3cret@cache:6379/1" } },
  DATABASES: { default: { ENGINE: "postgresql", NAME: "shop", PASSWORD: "s3cret", OPTIONS: { sslpassword: "s3cret" } } },
  ROOT_URLCONF`;
    await project.write(
      "mysite/settings.ts",
      settings.replace(/DATABASES: .*/, "").replace("ROOT_URLCONF", added),
    );
    await project.write(
      "base.ts",
      "export const SECRET_KEY = 's3cret'; export const EMAIL_HOST_PASSWORD = 's3cret';",
    );

    const runs = await Promise.all([
      project.manage("diffsettings", "--all"),
      project.manage("diffsettings", "--output=unified", "--default=base.ts"),
    ]);

    for (const { stdout, stderr, status } of runs) {
      assert.equal(status, 0, stderr);
      assert.match(stdout, /SERVICES = [^]*https:\/\/me:\*+@example\.org/);
      assert.match(stdout, /DATABASES = .*NAME: 'shop', PASSWORD: '\*+'/);
      assert.doesNotMatch(stdout + stderr, /s3cret/);
    }
  });

  it("shell runs code with the apps' exports, the settings and the application", async (t) => {
    const project = await makeProject(t);

    const run = await project.manage("shell", "-c", "console.log(index().text, settings.DEBUG)");

    assert.equal(run.stdout, "Hello from the polls index. true\n");
  });

  it("shell runs code from the standard input, which may import the project's files", async (t) => {
    const project = await makeProject(t);
    const code =
      'const { index: imported } = await import("./polls/views.ts");\nconst index = imported;\nconsole.log(index().text);\nthrow new Error("line four");\n';

    const run = spawnSync(process.execPath, ["manage", "shell"], {
      cwd: fileURLToPath(project.root),
      input: code,
      encoding: "utf8",
    });

    assert.equal(run.stdout, "Hello from the polls index.\n");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /Error: line four\n {4}at \S*shell:4:7/);
  });

  it("test runs apps, files and single tests, and passes their failure on", async (t) => {
    const project = await makeProject(t, {
      "polls/tests.ts": `import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertContains, Client } from "mkweb/test";

describe("IndexTests", () => {
  it("test_hello", async () => assertContains(await new Client().get("/polls/"), "Hello"));
  it("test_wrong", () => assert.equal(1, 2));
});
`,
    });

    const all = await project.manage("test");
    const one = await project.manage("test", "polls.tests.IndexTests.test_hello");
    const byName = await project.manage("test", "polls", "-k", "hello");
    const none = await project.manage("test", "nosuchapp");

    assert.equal(all.status, 1);
    assert.match(all.stdout, /test_wrong/);
    assert.match(all.stderr, /MKWEB_TESTS_FAILED/);
    assert.equal(one.status, 0, one.stdout);
    assert.match(one.stdout, /tests 1\n/);
    assert.equal(byName.status, 0);
    assert.equal(none.status, 1);
    assert.match(none.stderr, /No app, file or test is named 'nosuchapp'\./);
  });
});
