/** Runs the tests named on the command line, or all of them. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync("test/**/*.test.ts", { cwd: root });
const run = spawnSync(process.execPath, ["--test", ...files], { cwd: root, stdio: "inherit" });
process.exitCode = run.status ?? 1;
