/** What somebody types who knows Django, or who is in the wrong place: it works, or the answer says what to type. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { siteWithPolls } from "../generate/support.ts";
import { startProcess } from "../support/project.ts";

describe("a command of a project", () => {
  it("is the same by node manage.py", async (t) => {
    const site = await siteWithPolls(t);
    const run = startProcess(["manage.py", "showurls"], site.path);
    assert.equal(await run.ended(), 0, run.output());
    assert.match(run.texts.stdout, /polls\//);
    assert.equal(run.texts.stdout, (await site.manage("showurls")).stdout);
  });

  it("serves for the web by npm start, at PORT", async (t) => {
    const site = await siteWithPolls(t);
    const { scripts } = JSON.parse(await site.read("package.json"));
    const [node, ...words] = scripts.start.split(" ");
    assert.equal(node, "node");
    const server = startProcess(words, site.path, { PORT: "0" });
    t.after(() => server.child.kill("SIGKILL"));
    await server.says(/http:\/\/127\.0\.0\.1:[1-9]\d*\//);
    assert.doesNotMatch(server.output(), /development/i);
    server.child.kill("SIGTERM");
    await server.ended();
  });

  it("names the port that runserver has, also when a file is saved while it starts", async (t) => {
    const site = await siteWithPolls(t);
    const views = await site.read("polls/views.ts");
    const server = startProcess(["manage", "runserver", "0"], site.path);
    t.after(() => server.child.kill("SIGKILL"));
    const listens = /http:\/\/127\.0\.0\.1:[1-9]\d*\//;
    for (let saved = 0; !listens.test(server.output()); saved++) {
      await site.write("polls/views.ts", `${views}// ${saved}\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert.equal(server.child.exitCode, null, server.output());
    }
    await server.says(listens);
    assert.doesNotMatch(server.output(), /127\.0\.0\.1:0\//);
    server.child.kill("SIGTERM");
    await server.ended();
  });
});
