/** A server that a program starts. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyPlace } from "../cli/support.ts";
import { makeProject, startProcess, type Started } from "../support/project.ts";
import { documentIn, type Document } from "./schemas.ts";

/** What the process wrote to stdout alone. */
function stdoutOf(run: Started): () => string {
  let written = "";
  run.child.stdout?.on("data", (text: string) => (written += text));
  return () => written;
}

async function readyIn(run: Started, stdout: () => string): Promise<Document> {
  await Promise.race([run.says(/^\{"format":1.*\}$/m), run.ended()]);
  return documentIn(stdout(), run.child.spawnargs.includes("serve") ? "serve" : "runserver");
}

async function textAt(url: string, wanted: string): Promise<void> {
  for (let tries = 0; tries < 12_000; tries++) {
    const body = await fetch(url).then(
      (response) => response.text(),
      () => "",
    );
    if (body.includes(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`${url} never held ${wanted}`);
}

const printing = (word: string): string => `import { HttpResponse } from "mkweb/http";
console.log("loaded");
export const index = (): HttpResponse => {
  console.log("asked");
  return new HttpResponse("${word}");
};
`;

describe("runserver --json", () => {
  it("says in one line where it is, once, whatever the project prints and however often it restarts", async (t) => {
    const project = await makeProject(t, { "polls/views.ts": printing("first") });
    const run = project.start("runserver", "0", "--json");
    const stdout = stdoutOf(run);
    const { url, port, pid, settings } = await readyIn(run, stdout);
    assert.equal(url, `http://127.0.0.1:${String(port)}/`);
    assert.equal(pid, run.child.pid);
    assert.equal(settings, "mysite/settings.ts");
    await textAt(`${url}polls/`, "first");
    await project.write("polls/views.ts", printing("second"));
    await textAt(`${url}polls/`, "second");
    run.child.kill("SIGTERM");
    assert.equal(await run.ended(), 0);
    assert.equal(stdout().trimEnd().split("\n").length, 1);
    assert.match(run.output(), /^loaded$[^]*^asked$/m);
  });

  it("does the same without the process that watches", async (t) => {
    const project = await makeProject(t, { "polls/views.ts": printing("first") });
    const run = project.start("runserver", "0", "--noreload", "--json");
    const stdout = stdoutOf(run);
    const { url, pid } = await readyIn(run, stdout);
    assert.equal(pid, run.child.pid);
    await textAt(`${String(url)}polls/`, "first");
    run.child.kill("SIGTERM");
    assert.equal(await run.ended(), 0);
    assert.equal(stdout().trimEnd().split("\n").length, 1);
  });

  it("ends with the reason where it cannot start", async (t) => {
    const project = await makeProject(t, { "polls/views.ts": "export function (\n" });
    const { status, stdout } = await project.manage("runserver", "0", "--json");
    const { error } = documentIn(stdout, "runserver");
    assert.deepEqual([status, error?.code], [1, "MKWEB_SYNTAX"]);
    assert.match(error?.files.join() ?? "", /polls\/views\.ts$/);

    await project.write("polls/views.ts", "process.exit(0);\n");
    const gone = await project.manage("runserver", "0", "--json");
    assert.equal(documentIn(gone.stdout, "runserver").error?.code, "MKWEB_CANNOT_RUN");
    assert.equal(gone.status, 1);
  });
});

describe("a command that the project's code ends", () => {
  it("has a document all the same, and is no success", async (t) => {
    const project = await makeProject(t, { "polls/views.ts": "process.exit(0);\n" });
    const { status, stdout } = await project.manage("listurls", "--json");
    const { ok, error } = documentIn(stdout, "listurls");
    assert.deepEqual([status, ok, error?.code], [1, false, "MKWEB_INTERRUPTED"]);
  });
});

describe("a command of an app", () => {
  const command = (body: string): string => `import { defineCommand } from "mkweb/management";
export default defineCommand({ describe: "Closes polls.", run(_, { out }) { ${body} } });
`;

  it("takes --json without a word: its facts, or the lines it printed", async (t) => {
    const project = await makeProject(t, {
      "polls/management/commands/closepoll.ts": command('out.facts({ closed: 3 }); out.data("x");'),
      "polls/management/commands/countpolls.ts": command('console.log("aside"); out.data("7");'),
    });
    const facts = await project.manage("closepoll", "--json");
    assert.equal(JSON.parse(facts.stdout).closed, 3);
    const lines = await project.manage("countpolls", "--json");
    assert.deepEqual(documentIn(lines.stdout, "command")["output"], ["7"]);
    assert.match(lines.stderr, /aside/);
  });
});

describe("a project without mkweb", () => {
  it("says so to programs, too", async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", "--no-install", "--no-git"]);
    const run = startProcess(["manage", "migrate", "--json"], `${place.path}/site`);
    assert.equal(await run.ended(), 1);
    const { error } = documentIn(run.texts.stdout, "migrate");
    assert.equal(error?.code, "MKWEB_IMPORT_NOT_FOUND");
    assert.match(error?.hint ?? "", /npm install/);
  });
});

describe("serve --json", () => {
  it("says in one line where it is and how many answer, whatever the project prints", async (t) => {
    const project = await makeProject(t, { "polls/views.ts": printing("served") });
    const run = project.start("serve", "--port", "0", "--workers", "2", "--json");
    const stdout = stdoutOf(run);
    const { url, addresses, pid, workers } = await readyIn(run, stdout);
    assert.deepEqual(addresses, [url]);
    assert.equal(workers, 2);
    assert.equal(pid, run.child.pid);
    await textAt(`${String(url)}polls/`, "served");
    run.child.kill("SIGTERM");
    assert.equal(await run.ended(), 0);
    assert.equal(stdout().trimEnd().split("\n").length, 1);
    assert.match(run.output(), /^loaded$[^]*^asked$/m);
  });
});
