/** Where a served project listens besides an address: Unix sockets, and sockets that were opened before. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { servedProject } from "./site.ts";

async function askSocket(socketPath: string): Promise<string> {
  const sent = request({ socketPath, path: "/polls/", headers: { Host: "site" } }).end();
  const [answer] = await once(sent, "response");
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += String(chunk);
  return text;
}

/** What a server that was killed leaves. */
async function leaveStale(path: string): Promise<void> {
  const code = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
  await once(spawn(process.execPath, ["-e", code]), "exit");
  assert.ok(existsSync(path));
}

describe("serve at a Unix socket", { skip: process.platform === "win32" && "has none" }, () => {
  it("takes the place of one that a killed server left, and leaves nothing behind", async (t) => {
    const project = await servedProject(t);
    const path = join(fileURLToPath(project.root), "site.sock");
    for (const workers of ["1", "2"]) {
      await leaveStale(path);
      const run = project.start("serve", "--bind", "unix:site.sock", "--workers", workers);
      await run.says(`Serving on unix:${path} (`);
      assert.match(await askSocket(path), /^first \d+$/);
      // The web server in front is another user.
      assert.equal(statSync(path).mode & 0o777, 0o666);
      run.child.kill("SIGTERM");
      assert.equal(await run.ended(), 0);
      assert.ok(!existsSync(path));
    }
  });

  it("touches neither a server that answers there nor a file", async (t) => {
    const project = await servedProject(t, { "notes.txt": "mine\n" });
    const path = join(fileURLToPath(project.root), "site.sock");
    const other = createServer().listen(path);
    t.after(() => other.close());
    await once(other, "listening");

    const taken = await project.manage("serve", "--bind", "unix:site.sock");
    assert.equal(taken.status, 1);
    assert.match(
      taken.stderr,
      /That socket is already in use: .*site\.sock\. \[MKWEB_PORT_IN_USE\]/,
    );
    const visitor = connect(path);
    await once(visitor, "connect");
    visitor.destroy();

    const file = await project.manage("serve", "--bind", "unix:notes.txt", "--workers", "2");
    assert.equal(file.status, 1);
    assert.match(
      file.stderr,
      /A file already exists at the socket's path.*\[MKWEB_CANNOT_LISTEN\]/,
    );
    assert.equal(await project.read("notes.txt"), "mine\n");

    const nowhere = await project.manage("serve", "--bind", "unix:no/such/folder.sock");
    assert.match(nowhere.stderr, /folder does not exist.*\[MKWEB_CANNOT_LISTEN\]/);
  });
});

describe(
  "serve at a socket it inherits",
  { skip: process.platform !== "linux" && "starts it by sh" },
  () => {
    for (const workers of ["1", "2"]) {
      it(`answers what comes there, as systemd starts it, with --workers ${workers}`, async (t) => {
        const server = createServer().listen(0, "127.0.0.1");
        t.after(() => server.close());
        await once(server, "listening");
        const address = server.address();
        assert.ok(typeof address === "object" && address);
        const project = await servedProject(t);
        const run = startWith(t, server, fileURLToPath(project.root), workers);
        assert.match(
          await run.line,
          new RegExp(`^Serving on http://127\\.0\\.0\\.1:${address.port}/ \\(`),
        );
        // This process listens there as well, and must not be who answers.
        server.close();
        const answer = await fetch(`http://127.0.0.1:${address.port}/polls/`);
        assert.match(await answer.text(), /^first \d+$/);
        run.child.kill("SIGTERM");
        assert.deepEqual(await once(run.child, "exit"), [0, null]);
      });
    }

    it("says so when there is none", async (t) => {
      const project = await servedProject(t);
      const run = await project.manage("serve", "--fd", "77");
      assert.equal(run.status, 1);
      assert.match(run.stderr, /\(fd:77\) \[MKWEB_CANNOT_LISTEN\]/);
    });
  },
);

function startWith(t: TestContext, server: Server, cwd: string, workers: string) {
  const command = `LISTEN_PID=$$ LISTEN_FDS=1 exec "$NODE" manage serve --workers ${workers}`;
  const child = spawn("sh", ["-c", command], {
    cwd,
    env: { PATH: process.env["PATH"], NODE: process.execPath },
    stdio: ["ignore", "ignore", "pipe", descriptorOf(server)],
  });
  t.after(() => child.kill("SIGKILL"));
  let text = "";
  const line = new Promise<string>((resolve, reject) => {
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("Serving on")) resolve(text);
    });
    child.once("exit", () => reject(new Error(text)));
  });
  return { child, line };
}

function descriptorOf(server: Server): number {
  const handle: unknown = Reflect.get(server, "_handle");
  assert.ok(
    typeof handle === "object" && handle && "fd" in handle && typeof handle.fd === "number",
  );
  return handle.fd;
}
