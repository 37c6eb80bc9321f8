/**
 * From an empty folder to a page, with nothing but the packed tarball, on every Node that mkweb supports.
 * Slow, as npm installs the package and a whole project, and each command is a Node of its own.
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { some } from "../support/thorough.ts";
import {
  addressOf,
  cleanEnvironment,
  hasOtherNodes,
  installPacked,
  nodeAt,
  run,
  start,
  stop,
  type Ended,
  type Installed,
} from "./support.ts";

const skip = !hasOtherNodes && "other Nodes are fetched for Linux on x64 only";

/** The oldest, which brings a newer one; `npm run test:thorough` takes half a minute for each of the others. */
const versions = some(["20", "22.18.0", "24", "26"], 4);

for (const version of versions) {
  describe(`with Node ${version}`, { skip }, () => {
    let node: string;
    let installed: Installed;
    let folder: string;
    let project: string;
    before(async () => {
      node = await nodeAt(version);
      installed = await installPacked(node);
      folder = await mkdtemp(join(tmpdir(), "mkweb-journey-"));
      project = join(folder, "myproject");
    });
    after(async () => {
      await installed.remove();
      await rm(folder, { recursive: true });
    });

    /** Runs a command and wants it to succeed without a warning of npm or Node. */
    async function well(cwd: string, file: string, ...args: string[]): Promise<Ended> {
      const ended = await run(file, args, { cwd, env: cleanEnvironment(node) });
      const all = ended.stdout + ended.stderr;
      assert.equal(ended.status, 0, all);
      // What the machine's own npm configuration says wrong is not our warning.
      const lines = all.split("\n").filter((line) => !/Unknown \w+ config/.test(line));
      assert.doesNotMatch(lines.join("\n"), /npm warn|DeprecationWarning|ExperimentalWarning/i);
      return ended;
    }

    it("startproject makes and installs a project", async () => {
      const { stderr } = await well(folder, installed.mkweb, "startproject", "myproject");
      assert.match(stderr, /^Created myproject\. Next:\n\n    cd myproject\n/m);
      const brings = /the project includes a newer Node/.test(stderr);
      assert.equal(brings, version === "20");
    });

    it("check and test pass before there is an app", async () => {
      const { stdout } = await well(project, node, "manage", "check");
      assert.equal(stdout, "System check identified no issues (0 silenced).\n");
      await well(project, "npm", "run", "--silent", "check");
      await well(project, "npm", "test");
    });

    it("installs more packages without a warning of the Node it was made on", async () => {
      await well(project, "npm", "install", "--no-audit", "--no-fund");
    });

    it("startapp adds an app", async () => {
      const { stderr } = await well(project, node, "manage", "startapp", "webapp");
      assert.match(stderr, /Mounted 'webapp\/' in myproject\/urls\.ts, and \/ leads there\./);
      await well(join(project, "myproject"), installed.mkweb, "startapp", "blog");
    });

    it("types, checks and tests of the project pass", async () => {
      await well(project, "npx", "tsc");
      await well(project, node, "manage", "check");
      const { stdout } = await well(project, "npm", "test");
      assert.match(stdout, /pass 4\b/);
    });

    it("runserver serves the app's page and its style, migrated or not", async () => {
      const server = start(node, ["manage", "runserver", "0"], {
        cwd: project,
        env: cleanEnvironment(node),
      });
      try {
        const address = await addressOf(server);
        const page = await fetch(address);
        assert.equal(page.status, 200);
        assert.equal(page.url, new URL("/webapp/", address).href);
        const html = await page.text();
        assert.match(html, /<h1>webapp<\/h1>/);
        assert.match(
          html,
          /Run <code>node manage migrate<\/code>, and this page counts your visits/,
        );
        const [, href = "no stylesheet"] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
        const style = await fetch(new URL(href, address));
        assert.equal(style.headers.get("content-type"), "text/css; charset=utf-8");
        const file = join(project, "webapp/static/webapp/style.css");
        assert.equal(await style.text(), await readFile(file, "utf8"));
      } finally {
        await stop(server);
      }
    });

    it("migrate makes the tables", async () => {
      const { stdout } = await well(project, node, "manage", "migrate");
      assert.match(stdout, /Applying sessions\.0001_initial\.\.\. OK/);
    });

    it("server.ts serves it without runserver", async () => {
      const entry = version === "20" ? join(project, "node_modules/.bin/node") : node;
      const server = start(entry, ["myproject/server.ts"], {
        cwd: project,
        env: { ...cleanEnvironment(node), PORT: "0" },
      });
      try {
        const page = await fetch(new URL("/webapp/", await addressOf(server)));
        assert.equal(page.status, 200);
        assert.match(await page.text(), /Visits from this browser: <strong>1</);
      } finally {
        await stop(server);
      }
    });
  });
}
