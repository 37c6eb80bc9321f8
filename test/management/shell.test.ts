/** `node manage shell`, on a terminal and with code that is handed over. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { makeProject, projectFiles } from "../support/project.ts";
import { noRedis, startRedis } from "../support/redis.ts";
import { noTerminal, onTerminal, type Answers } from "../support/terminal.ts";

/** An app whose functions say whether a value is of the kind that the rest of the program knows. */
const kinds = `
export const kinds = (...values: unknown[]): string =>
  values
    .map((value) =>
      value instanceof Date ? "date" :
      value instanceof Map ? "map" :
      value instanceof RegExp ? "pattern" :
      value instanceof Promise ? "promise" :
      value instanceof Error ? "error" :
      value instanceof Uint8Array ? "bytes" :
      value instanceof Function ? "function" :
      value instanceof Array ? "list" :
      value instanceof Object && Object.getPrototypeOf(value) === Object.prototype ? "object" : "foreign")
    .join(" ");
export const URL = "not the real one";
`;

describe("shell on a terminal", { skip: noTerminal }, () => {
  it("has values of one kind with the project's, and the names of its apps", async (t) => {
    const project = await makeProject(t, { "polls/models.ts": kinds });
    const values =
      "new Date(), new Map(), /a/, Promise.resolve(), new TypeError('x'), new Uint8Array(1), () => 1, [1], {a: 1}";

    const { screen, status } = await onTerminal(project, "shell", [
      [/>>> /, `kinds(${values}) + '!'\r`],
      [/!'[^]*>>> /, "const index = await Promise.resolve('mine'); kinds([index]) + index\r"],
      [/listmine'[^]*>>> /, "new URL('http://a.example/b').pathname\r"],
      [/'\/b'[^]*>>> /, "(await import('./polls/models.ts')).URL\r"],
      [/'not the real one'[^]*>>> /, "settings.SECRET_KEY + typeof application.fetch\r"],
      [/function'[^]*>>> /, "\u0004"],
    ]);

    assert.equal(status, 0, screen);
    assert.match(screen, /'date map pattern promise error bytes function list object!'/);
    assert.match(
      screen,
      /Import these yourself; JavaScript has globals with the same names: URL\./,
    );
    assert.doesNotMatch(screen, /Warning/);
  });

  it("takes TypeScript over several lines, and shows what a query finds and a promise gives", async (t) => {
    const project = await makeProject(t, {
      "mysite/settings.ts": `import { defineSettings } from "mkweb/conf";
export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: "x",
  INSTALLED_APPS: ["polls"],
  ROOT_URLCONF: "mysite/urls.ts",
  DATABASES: { default: { ENGINE: "sqlite", NAME: "db.sqlite3" } },
});
`,
      "polls/models.ts": `import { defineModel, fields } from "mkweb/db";
export class Poll extends defineModel(() => Poll, { votes: fields.integer() }) {
  override toString() { return "poll " + this.votes; }
}
`,
    });
    await project.manage("makemigrations");
    await project.manage("migrate");
    const fill =
      "for (let votes: number = 0; votes < 25; votes++) await Poll.objects.create({ votes });";
    assert.equal((await project.manage("shell", "-c", fill)).stderr, "");

    const { screen, status } = await onTerminal(project, "shell -v 2", [
      [/>>> /, "const double = (n: number): number => {\r"],
      [/\| /, "return n * 2;\r"],
      [/2;[^]*\| /, "}; double(21)\r"],
      [/42[^]*>>> /, "Poll.objects.filter({ votes: gte(23) }).orderBy('votes')\r"],
      [/\]>[^]*>>> /, "Poll.objects.orderBy('votes')\r"],
      [/\]>[^]*>>> /, "Poll.objects.count()\r"],
      [/25[^]*>>> /, "enum A { B }\r"],
      [/strip-only[^]*>>> /, "\u0004"],
    ]);

    assert.equal(status, 0, screen);
    assert.match(screen, /polls\/models\.ts: Poll\r/);
    assert.match(screen, /mkweb\/db: .*\bF,.*\bgte,/s);
    assert.match(screen, /<QuerySet \[<Poll: poll 23>, <Poll: poll 24>\]>/);
    assert.match(
      screen.replaceAll(/\s+/g, " "),
      /<Poll: poll 19>, '\.\.\.\(remaining elements truncated\)\.\.\.'\]>/,
    );
    assert.doesNotMatch(screen, /Warning/);
  });

  it("remembers what was typed, in the user's folder", async (t) => {
    const project = await makeProject(t);
    const folder = fileURLToPath(new URL("state/", project.root));
    const typed = "'typed ' + 'once'\r";
    const answers: Answers = [
      [/>>> /, typed],
      [/'typed once'[^]*>>> /, "\u0004"],
    ];
    await onTerminal(project, "shell", answers, {
      XDG_STATE_HOME: folder,
      NODE_REPL_HISTORY: undefined,
    });
    assert.equal(await project.read("state/mkweb/shell-history"), typed.trim());
  });

  it("shows no secret of the settings", async (t) => {
    const project = await makeProject(t);
    const { screen } = await onTerminal(project, "shell", [
      [/>>> /, "settings\r"],
      [/TIME_ZONE[^]*>>> /, "\u0004"],
    ]);
    assert.match(screen, /SECRET_KEY: '\*+'/);
    assert.doesNotMatch(screen, /0123456789abcdefghij/);
  });
});

describe("shell -c", () => {
  it("imports the project's files and packages without a warning", async (t) => {
    const project = await makeProject(t);
    const code =
      "const { index } = await import('./polls/views.ts'); const { reverse } = await import('mkweb/urls'); console.log(index().text, reverse('polls:index'))";

    const run = await project.manage("shell", "-c", code);

    assert.equal(run.stdout, "Hello from the polls index. /polls/\n");
    assert.equal(run.stderr, "");
  });

  it("ends where sessions are kept in Redis", { skip: noRedis ?? false }, async (t) => {
    const settings = projectFiles["mysite/settings.ts"]
      ?.replace('"mkweb/staticfiles", "polls"', '"mkweb/sessions", "polls"')
      .replace("MIDDLEWARE: [", '$&"mkweb/sessions/middleware", ')
      .replace(
        "ROOT_URLCONF",
        `CACHES: { default: { BACKEND: "mkweb/cache/backends/redis", LOCATION: "${await startRedis()}" } },
  SESSION_ENGINE: "mkweb/sessions/backends/cache",
  ROOT_URLCONF`,
      );
    const project = await makeProject(t, { "mysite/settings.ts": settings ?? "" });
    const run = await project.manage("shell", "-c", "console.log(1)");
    assert.deepEqual([run.status, run.stdout], [0, "1\n"]);
  });

  it("names the line of an error, whatever the apps export", async (t) => {
    const project = await makeProject(t, {
      "polls/models.ts": "const one = 1;\nexport { one as delete, one as await, one as fine };\n",
    });

    const run = await project.manage(
      "shell",
      "-c",
      "console.log(fine);\n\nthrow new Error('three');",
    );
    const broken = await project.manage("shell", "-c", "const = 1");

    assert.equal(run.stdout, "1\n");
    assert.equal(run.status, 1);
    assert.match(run.stderr, /Error: three\n {4}at \S*shell:3:7/);
    assert.equal(broken.status, 1);
    assert.match(broken.stderr, /SyntaxError/);
  });
});
