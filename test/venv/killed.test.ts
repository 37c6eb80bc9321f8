/**
 * Killed at any moment, the next run succeeds and nothing half made or temporary stays. MKWEB_KILLS is how
 * often each is killed (default 4; `npm run test:kills` with more is where rare moments are met).
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import type { VenvRequest } from "../../src/venv/index.ts";
import { mkwebProgram, Sandbox } from "./support.ts";
import { Registry } from "./registry.ts";

const program = fileURLToPath(new URL("killed.ts", import.meta.url));
const KILLS = Number(process.env["MKWEB_KILLS"] ?? 4);

/** Starts making an environment, kills it so many milliseconds after it began, and says whether it was still at it. */
async function killAfter(
  sandbox: Sandbox,
  directory: string,
  request: Partial<VenvRequest>,
  milliseconds: number,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const child = spawn(process.execPath, [program, directory, JSON.stringify(request)], {
    cwd: sandbox.path,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  await once(child.stdout, "data");
  await sleep(milliseconds);
  child.kill("SIGKILL");
  const [, signal]: unknown[] = await ended;
  return signal === "SIGKILL";
}

function assertWhole(sandbox: Sandbox, directory: string): void {
  const path = sandbox.join(directory);
  for (const file of ["bin/activate", "bin/node", "bin/npm", "libexec/launch", "mkweb-venv.json"]) {
    assert.ok(existsSync(join(path, file)), `${directory}/${file}`);
  }
  const env = { ...sandbox.env, A: path };
  const run = sandbox.run("sh", ["-c", '. "$A/bin/activate" && node -p 6*7'], { env });
  assert.equal(run.stdout, "42\n", run.stderr);
}

const temporary = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
        /\.mkweb-venv-/.test(name),
      )
    : [];

describe("killed at a random moment", () => {
  it(`leaves a whole environment or none, ${KILLS} times while making, repeating and clearing`, async (t) => {
    const sandbox = new Sandbox(t);
    await sandbox.create("old");
    let caught = 0;
    for (let at = 0; at < KILLS; at += 1) {
      const kind = at % 4;
      const directory = kind === 2 ? "old" : `env-${at}`;
      if (kind === 1) mkdirSync(sandbox.join(directory));
      if (kind === 3) await sandbox.create(directory);
      const request = { upgrade: kind === 2, clear: kind === 3 };
      if (await killAfter(sandbox, directory, request, Math.random() * 40, sandbox.env))
        caught += 1;
      if (kind === 0 && existsSync(sandbox.join(directory))) assertWhole(sandbox, directory);
      await sandbox.create(directory, { upgrade: kind === 2, clear: kind === 3 && at % 8 === 3 });
      assertWhole(sandbox, directory);
      assert.deepEqual(temporary(sandbox.path), []);
    }
    t.diagnostic(`${caught} of ${KILLS} were still at it`);
    assert.ok(caught > KILLS / 10);
  });

  it(`leaves a whole Node or none, ${KILLS} times while fetching one`, async (t) => {
    if (process.platform !== "linux")
      return t.skip("the registry of these tests has Nodes for Linux");
    const sandbox = new Sandbox(t);
    const registry = await Registry.start(t, sandbox);
    registry.addNode("24.1.0");
    const started = performance.now();
    await sandbox.create("first", { node: "24" }, registry.machine());
    const whole = performance.now() - started;
    let caught = 0;
    // Two at a time, with a store each: most of the time npm is only starting.
    const lanes = [0, 1].map(async (lane) => {
      const home = sandbox.join(`store-${lane}`);
      const env = { ...registry.env, MKWEB_HOME: home };
      for (let at = lane; at < KILLS; at += 2) {
        const directory = `env-${at}`;
        const killed = await killAfter(
          sandbox,
          directory,
          { node: "24" },
          Math.random() * whole,
          env,
        );
        if (killed) caught += 1;
        if (existsSync(sandbox.join(directory))) assertWhole(sandbox, directory);
        // Every fourth next run fetches as well; for the others the store may have it by then.
        if (at % 8 < 2) {
          await sandbox.create(directory, { node: "24" }, registry.machine({ env }));
          assertWhole(sandbox, directory);
          assert.deepEqual(temporary(home), []);
          readdirSync(join(home, "node")).forEach((name) =>
            assert.equal(name, `v24.1.0-linux-${process.arch}`),
          );
          sandbox.run("rm", ["-r", home]);
        }
      }
      await sandbox.create(`last-${lane}`, { node: "24" }, registry.machine({ env }));
      assert.deepEqual(temporary(home), []);
    });
    await Promise.all(lanes);
    assert.deepEqual(temporary(sandbox.path), []);
    t.diagnostic(`${caught} of ${KILLS} were still at it`);
    assert.ok(caught > KILLS / 10);
    return undefined;
  });

  it("by Ctrl-C while fetching, ends npm too and leaves nothing", async (t) => {
    const sandbox = new Sandbox(t);
    const slow = createServer(() => {}).listen(0, "127.0.0.1");
    await once(slow, "listening");
    t.after(() => slow.closeAllConnections());
    t.after(() => slow.close());
    const address = slow.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const child = spawn(process.execPath, [mkwebProgram, "venv", "--node", "24", "env"], {
      cwd: sandbox.path,
      env: { ...sandbox.env, npm_config_registry: `http://127.0.0.1:${port}` },
      stdio: ["ignore", "ignore", "pipe"],
    });
    await once(slow, "connection");
    child.kill("SIGINT");
    const ended = once(child, "close");
    const [connection] = await Promise.all([
      new Promise<number>((settle) => slow.getConnections((_, count) => settle(count))),
      ended,
    ]);
    assert.equal(connection, 1);
    assert.equal(child.exitCode, 130);
    await sleep(200);
    const open = await new Promise<number>((settle) =>
      slow.getConnections((_, count) => settle(count)),
    );
    assert.equal(open, 0, "npm goes on");
    assert.ok(!existsSync(sandbox.join("env")));
    assert.deepEqual(temporary(sandbox.path), []);
  });
});
