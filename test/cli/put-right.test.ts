import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { emptyPlace } from "./support.ts";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));

/** Loaded before mkweb, kills it at the renaming that KILL_AT counts to. */
const killer = `
const fs = require("node:fs");
let moves = 0;
for (const [owner, name] of [[fs, "renameSync"], [fs, "linkSync"], [fs.promises, "rename"], [fs.promises, "link"]]) {
  const move = owner[name];
  owner[name] = (...args) => {
    if (++moves === Number(process.env.KILL_AT)) process.kill(process.pid, "SIGKILL");
    return move(...args);
  };
}
require("node:module").syncBuiltinESMExports();
`;

for (const [killAt, outcome] of [
  [1, "Reverted"],
  [4, "Finished"],
] as const) {
  it(`any command puts right what was killed in its project, and says so: ${outcome}`, async (t) => {
    const place = await emptyPlace(t);
    await place.mkweb(["startproject", "site", ".", "--no-install", "--no-git"]);
    await mkdir(join(place.path, "site/below"));
    await place.write("killer.cjs", killer);
    const args = ["-r", "./killer.cjs", bin, "startapp", "blog"];
    const env = { ...process.env, KILL_AT: String(killAt) };
    const { signal } = spawnSync(process.execPath, args, { cwd: place.path, env });
    assert.equal(signal, "SIGKILL");
    assert.ok((await place.files()).includes(".mkweb-journal"));

    assert.doesNotMatch((await place.mkweb(["help"], { cwd: "site/below" })).stderr, /interrupted/);
    const { stderr } = await place.mkweb(["nosuch"], { cwd: "site/below" });
    const said = `^${outcome} an interrupted "startapp blog" in .*\nerror: Unknown command`;
    assert.match(stderr, new RegExp(said));
    const files = await place.files();
    assert.equal(files.includes("blog/views.ts"), outcome === "Finished");
    assert.ok(!files.some((file) => file.includes(".mkweb-")), files.join("\n"));
    const urls = await place.read("site/urls.ts");
    assert.equal(/^  path\("blog\/"/m.test(urls), outcome === "Finished");
  });
}
