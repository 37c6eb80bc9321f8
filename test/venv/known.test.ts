/** startproject and startapp know an active environment, and on an old Node name `mkweb venv` as the cure. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PATH, Sandbox } from "./support.ts";

const start = ["startproject", "mysite", "--no-install", "--no-git", "--yes"];
const old = { npm_config_user_agent: "npm/10.8.2 node/v20.20.2 linux x64" };

describe("startproject and startapp", () => {
  it("name the active environment", async (t) => {
    const sandbox = new Sandbox(t);
    const { directory } = await sandbox.create("env");
    const active = { MKWEB_VENV: directory, PATH: `${directory}/bin:${PATH}` };
    const env = { ...sandbox.env, ...active };
    const project = sandbox.mkweb(start, { env });
    assert.equal(project.status, 0, project.stderr);
    assert.match(project.stderr, new RegExp(`^Environment: env \\(${directory}\\)$`, "m"));
    const app = sandbox.mkweb(["startapp", "polls"], { env, cwd: sandbox.join("mysite") });
    assert.equal(app.status, 0, app.stderr);
    assert.match(app.stderr, /^Environment: env \(/m);

    const stale = sandbox.mkweb(["startapp", "blog"], {
      env: { ...env, PATH },
      cwd: sandbox.join("mysite"),
    });
    assert.doesNotMatch(stale.stderr, /Environment/, "the variable alone proves nothing");
  });

  it("say on an old Node how to get an environment with a newer one", async (t) => {
    const sandbox = new Sandbox(t);
    const project = sandbox.mkweb(start, { env: { ...sandbox.env, ...old } });
    assert.equal(project.status, 0, project.stderr);
    assert.match(project.stderr, /^Node 20\.20\.2 is too old .*: mkweb venv --node 24 dj-env$/m);
    const { directory } = await sandbox.create("env");
    const app = sandbox.mkweb(["startapp", "polls"], {
      env: { ...sandbox.env, ...old, MKWEB_VENV: directory, PATH: `${directory}/bin:${PATH}` },
      cwd: sandbox.join("mysite"),
    });
    assert.match(app.stderr, new RegExp(`mkweb venv --upgrade --node 24 ${directory}$`, "m"));
  });

  it("say nothing of it otherwise", (t) => {
    const sandbox = new Sandbox(t);
    assert.doesNotMatch(sandbox.mkweb(start).stderr, /venv|Environment/);
  });
});
