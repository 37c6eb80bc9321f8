import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { describe, it } from "node:test";
import { makeProject, type Started } from "../support/project.ts";

/** A port nobody uses at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

const quit = "Quit the server with CONTROL-C.";

/** Asks until the answer holds a text. */
async function answers(url: string, text: string): Promise<void> {
  const start = Date.now();
  for (;;) {
    const body = await fetch(url)
      .then((response) => response.text())
      .catch(() => "");
    if (body.includes(text)) return;
    if (Date.now() - start > 120_000) throw new Error(`${url} never held ${text}: ${body}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function ctrlC(run: Started): Promise<number | null> {
  run.child.kill("SIGINT");
  return run.ended();
}

describe("runserver", () => {
  it("says what it checked, what it is, where it is and how to quit", async (t) => {
    const project = await makeProject(t, { "mysite/urls.ts": "export const urlpatterns = [];\n" });
    const port = await freePort();
    const run = project.start("runserver", `127.0.0.1:${port}`);
    await run.says("Quit the server");

    const [root, missing] = await Promise.all(
      ["/", "/nope"].map((path) => fetch(`http://127.0.0.1:${port}${path}`)),
    );

    assert.equal(root?.status, 200);
    assert.match((await root?.text()) ?? "", /It works/);
    assert.equal(missing?.status, 404);
    assert.match(run.output(), /System check identified no issues \(0 silenced\)\./);
    assert.match(
      run.output(),
      /mkweb version \d+\.\d+\.\d+, using settings 'mysite\/settings\.ts'/,
    );
    assert.match(
      run.output(),
      new RegExp(`Starting development server at http://127.0.0.1:${port}/\n`),
    );
    assert.match(run.output(), /WARNING: This is a development server/);
    assert.match(
      run.output(),
      /\[\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d\] "GET \/nope HTTP\/1\.1" 404 \d+/,
    );
    assert.equal(await ctrlC(run), 0);
    assert.doesNotMatch(run.output(), /\n\s+at /);
    assert.equal(run.output().split("Starting development server").length, 2);
  });

  it("a second server on the same port is refused by name", async (t) => {
    const project = await makeProject(t);
    const port = String(await freePort());
    await project.start("runserver", port).says(quit);

    const second = await project.manage("runserver", port);

    assert.equal(second.status, 1);
    assert.match(second.stderr, new RegExp(`That port is already in use: 127.0.0.1:${port}\\.`));
    assert.match(second.stderr, /MKWEB_PORT_IN_USE/);
    assert.doesNotMatch(second.stderr, /when a file changes/);
  });

  it("takes in changed templates, code and URLs, outlives a syntax error", async (t) => {
    const project = await makeProject(t, {
      "polls/templates/polls/index.html": "<p>first</p>",
      "polls/views.ts": `import { render } from "mkweb/shortcuts";
import type { HttpRequest, HttpResponse } from "mkweb/http";
export const index = (request: HttpRequest): Promise<HttpResponse> => render(request, "polls/index.html");
`,
    });
    const views = await project.read("polls/views.ts");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/polls/`;
    const run = project.start("runserver", String(port));
    await answers(url, "first");

    await project.write("polls/templates/polls/index.html", "<p>second</p>");
    assert.match(await (await fetch(url)).text(), /second/);
    assert.doesNotMatch(run.output(), /reloading/);

    await project.write(
      "polls/views.ts",
      'import { HttpResponse } from "mkweb/http";\nexport const index = (): HttpResponse => new HttpResponse("third");\n',
    );
    await answers(url, "third");
    assert.match(run.output(), /polls\/views\.ts changed, reloading\./);

    await project.write("polls/views.ts", "export function (");
    await run.says("SyntaxError");
    await run.says("The server starts again when a file changes.");
    assert.equal(run.child.exitCode, null);

    await project.write("polls/views.ts", views);
    await answers(url, "second");
    assert.equal(await ctrlC(run), 0);
  });

  it("notices files in a folder that was made while it ran, and a removed file", async (t) => {
    const project = await makeProject(t);
    const port = await freePort();
    const run = project.start("runserver", String(port));
    await run.says(quit);

    await project.write("blog/deep/views.ts", "export {};\n");
    await run.says(/blog\/.*views\.ts changed|blog.* changed/);
    await project.write("extra.ts", "export {};\n");
    await run.says(/extra\.ts changed/);
    await rm(new URL("extra.ts", project.root));
    await answers(`http://127.0.0.1:${port}/polls/`, "Hello");
  });

  it("reads a changed .env anew, unless the environment has the name", async (t) => {
    const project = await makeProject(t, {
      "polls/views.ts": `import { HttpResponse } from "mkweb/http";
export const index = (): HttpResponse => new HttpResponse(process.env["GREETING"] ?? "none");
`,
    });
    const port = await freePort();
    project.start("runserver", String(port));
    await answers(`http://127.0.0.1:${port}/polls/`, "none");

    await project.write(".env", `${await project.read(".env")}GREETING=from-file\n`);

    await answers(`http://127.0.0.1:${port}/polls/`, "from-file");
  });

  it("starts again by itself when a view ends the process", async (t) => {
    const project = await makeProject(t, {
      "polls/views.ts": `import { HttpResponse } from "mkweb/http";
export function index(request: { GET: { has(name: string): boolean } }): HttpResponse {
  if (request.GET.has("die")) process.exit(3);
  return new HttpResponse("alive");
}
`,
    });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/polls/`;
    project.start("runserver", String(port));
    await answers(url, "alive");

    await assert.rejects(fetch(`${url}?die`));

    await answers(url, "alive");
  });

  it("ends for good when it is stopped while it takes in a change", async (t) => {
    const urls = `import { writeFileSync } from "node:fs";
import { path } from "mkweb/urls";
import { HttpResponse } from "mkweb/http";
export const urlpatterns = [
  path("", () => {
    writeFileSync("changed.ts", "");
    // The old server cannot close yet, so that the change is still being taken in when the end comes.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
    return new HttpResponse("slow");
  }),
];
`;
    const project = await makeProject(t, { "mysite/urls.ts": urls });
    const port = await freePort();
    const run = project.start("runserver", `127.0.0.1:${port}`);
    await run.says("Quit the server");

    const slow = fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 700));

    assert.equal(await ctrlC(run), 0);
    await slow;
    assert.doesNotMatch(run.output(), /reloading/);
  });

  it("needs ALLOWED_HOSTS without DEBUG", async (t) => {
    const project = await makeProject(t);

    const run = await project.manageWith({ DEBUG: "false" }, "runserver", "0");

    assert.equal(run.status, 1);
    assert.match(run.stderr, /You must set settings\.ALLOWED_HOSTS if DEBUG is False\./);
  });

  it("--skip-checks leaves the checks out", async (t) => {
    const project = await makeProject(t);
    const run = project.start("runserver", "0", "--noreload", "--skip-checks");

    await run.says(quit);

    assert.doesNotMatch(run.output(), /Performing system checks/);
    assert.doesNotMatch(run.output(), /Watching for file changes/);
  });

  it("MKWEB_RUNSERVER_HIDE_WARNING=true hides the warning", async (t) => {
    const project = await makeProject(t, {
      ".env": `SECRET_KEY=${"k".repeat(60)}\nDEBUG=true\nMKWEB_RUNSERVER_HIDE_WARNING=true\n`,
    });
    const run = project.start("runserver", "0", "--noreload");

    await run.says(quit);

    assert.doesNotMatch(run.output(), /WARNING/);
  });

  it("--nostatic and DEBUG off leave static files to others", async (t) => {
    const project = await makeProject(t, {
      "polls/static/polls/style.css": "li a { color: green }",
    });
    const port = await freePort();
    const run = project.start("runserver", String(port), "--noreload", "--nostatic");
    await run.says(quit);

    const response = await fetch(`http://127.0.0.1:${port}/static/polls/style.css`);

    assert.equal(response.status, 404);
  });
});
