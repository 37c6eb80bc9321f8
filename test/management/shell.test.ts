/** `node manage shell`, on a terminal and with code that is handed over. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeProject } from "../support/project.ts";
import { noTerminal, onTerminal } from "../support/terminal.ts";

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
    assert.match(screen, /Import these yourself, JavaScript has others of the name: URL\./);
    assert.doesNotMatch(screen, /Warning/);
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
