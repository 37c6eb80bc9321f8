/** Programs that stand in for the package managers write down what they were called with. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyPlace, type Place } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));

/** Makes a package manager of this name that does nothing but note its words and two variables. */
async function standIn(place: Place, name: string, script = ""): Promise<Record<string, string>> {
  const note = `echo "$* NODE_ENV=\${NODE_ENV-none} YARN_IGNORE_PATH=\${YARN_IGNORE_PATH-none} in \${PWD##*/}" >> "${place.path}/called"`;
  await place.write(`bin/${name}`, `#!/bin/sh\n${note}\n${script}`);
  await chmod(join(place.path, "bin", name), 0o755);
  return { PATH: `${place.path}/bin:${process.env["PATH"]}`, NODE_ENV: "production" };
}

const call = (manager: string, ...more: string[]): readonly string[] => [
  "startproject",
  "site",
  "work/site",
  "--no-git",
  "--no-verify",
  "--package-manager",
  manager,
  ...more,
];

describe("the installation of a new project", () => {
  for (const [manager, agent, words] of [
    [
      "npm",
      "npm/11.0.0",
      "install --no-audit --no-fund --no-update-notifier --ignore-scripts --no-workspaces --no-engine-strict --include=dev --include=optional",
    ],
    [
      "pnpm",
      "pnpm/10.0.0",
      "install --ignore-workspace --ignore-scripts --ignore-pnpmfile --prod=false",
    ],
    ["yarn", "yarn/1.22.22", "install --ignore-scripts --production=false"],
    ["yarn", "yarn/4.9.1", "install --mode=skip-build"],
    ["bun", "bun/1.2.0", "install --ignore-scripts"],
  ] as const) {
    it(`is whole and for this project alone: ${agent}`, async (t) => {
      const place = await emptyPlace(t);
      const env = {
        ...(await standIn(place, manager)),
        npm_config_user_agent: `${agent} node/v24.1.0`,
      };
      const { status, stderr } = await place.mkweb(call(manager), { env });
      assert.equal(status, 0, stderr);
      assert.equal(
        await place.read("called"),
        `${words} NODE_ENV=none YARN_IGNORE_PATH=1 in site\n`,
      );
    });
  }

  it("says that pnpm's workspace does not hold the project", async (t) => {
    const place = await emptyPlace(t);
    await place.write("work/pnpm-workspace.yaml", "packages: ['packages/*']\n");
    const env = await standIn(place, "pnpm");
    const { status, stderr } = await place.mkweb(call("pnpm"), { env });
    assert.equal(status, 0);
    assert.ok(
      stderr.includes(
        `This folder is inside the pnpm workspace of ${place.path}/work; the project is installed separately.`,
      ),
      stderr,
    );
  });

  for (const [manager, file, text] of [
    ["yarn", "work/package.json", '{ "private": true, "workspaces": ["*"] }'],
    ["bun", "work/package.json", '{ "private": true, "workspaces": ["*"] }'],
    ["yarn", "work/.yarnrc", "yarn-path ./evil.js\n"],
    ["yarn", "work/.yarnrc.yml", "plugins: [./evil.cjs]\n"],
    ["npm", "work/site/.npmrc", "registry=https://elsewhere.example/\n"],
    ["npm", "work/site/package-lock.json", "{}"],
    ["npm", "work/site/node_modules/mkweb/package.json", "{}"],
    ["pnpm", "work/site/.pnpmfile.cjs", "throw new Error()"],
  ] as const) {
    it(`is left to the user where ${manager} would obey ${file}`, async (t) => {
      const place = await emptyPlace(t);
      await place.write(file, text);
      const env = await standIn(place, manager);
      const { status, stderr } = await place.mkweb(call(manager), { env });
      assert.equal(status, 1);
      const path = join(place.path, file.replace(/node_modules.*/, "node_modules"));
      assert.ok(
        stderr.includes(
          `The project in ${place.path}/work/site is complete, but its dependencies are not installed: ${path} already existed, ${manager} would obey it`,
        ),
        stderr,
      );
      assert.match(
        stderr,
        new RegExp(
          `\\[MKWEB_INSTALL_FAILED\\]\\n\\nhint: Check that file, then run \`${manager} install\``,
        ),
      );
      await assert.rejects(place.read("called"));
      await place.read("work/site/manage.js");
    });
  }

  it("keeps npm on an old Node from refusing packages, whatever the user's settings", async (t) => {
    const place = await emptyPlace(t);
    const env = { npm_config_user_agent: "npm/11.0.0 node/v20.20.2 linux x64" };
    await place.mkweb(["startproject", "old", "--no-install", "--no-git"], { env });
    assert.match(await place.read("old/.npmrc"), /^engine-strict=false$[^]*^include=optional$/m);
  });

  it("says after Ctrl-C how things stand", async (t) => {
    const place = await emptyPlace(t);
    const env = await standIn(place, "npm", `touch "${place.path}/started"\nexec sleep 60\n`);
    const child = spawn(process.execPath, [bin, ...call("npm")], {
      cwd: place.path,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    for (;;) {
      if (await readFile(join(place.path, "started")).catch(() => undefined)) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // As a terminal does: the whole group is told.
    process.kill(-(child.pid ?? 0), "SIGINT");
    assert.equal(await ended, 130);
    assert.ok(
      said.includes(
        `error: Stopped while npm was running. The project in ${place.path}/work/site is complete, but its dependencies are not. Run \`npm install\` in that folder to go on. [MKWEB_INTERRUPTED]`,
      ),
      said,
    );
  });

  it("says so too when npm is told of the Ctrl-C first", async (t) => {
    const place = await emptyPlace(t);
    const env = await standIn(place, "npm", "kill -INT $PPID &\nkill -INT $$\n");
    const { status, stderr } = spawnSync(process.execPath, [bin, ...call("npm")], {
      cwd: place.path,
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
    assert.equal(status, 130, stderr);
    assert.match(stderr, /^error: Stopped while npm was running\./m);
  });

  it("begins no work in a folder whose name is not UTF-8", async (t) => {
    const place = await emptyPlace(t);
    const script =
      'mkdir "$(printf "caf\\351")" && cd "$(printf "caf\\351")" && exec "$0" "$1" startproject site --no-install';
    const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, bin], {
      cwd: place.path,
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^error: The name of the folder you are in, .*, is not UTF-8, and Node cannot work there\. Nothing was written\. \[MKWEB_FOLDER_GONE\]\n\nhint: Rename the folder/,
    );
  });
});
