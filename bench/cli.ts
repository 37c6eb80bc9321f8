/**
 * What a command costs, as a whole process: `mkweb` beside `node -e 0` of the same Node and beside
 * django-admin, in one run.
 *
 * usage: node bench/cli.ts [ROUNDS] [NODE…]   (default: 25 rounds, the Node that runs this file)
 *
 * Needs `npm run build`. django-admin (Debian: python3-django) is left out where it is not installed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { peakMemory, timeInTurn, type BenchCommand } from "./support/command.ts";

const [roundsText = "25", ...nodes] = process.argv.slice(2);
const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), "mkweb-bench-cli-"));
const hasDjango = spawnSync("django-admin", ["--version"]).status === 0;

/** mkweb as a user has it: the packed tarball in an empty prefix. */
function installGlobally(): string {
  const npm = (...args: string[]): string => {
    const run = spawnSync("npm", [...args, "--silent"], { cwd: root, encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout.trim();
  };
  const tarball = npm("pack", "--ignore-scripts", "--pack-destination", scratch);
  npm("install", "--global", "--prefix", scratch, path.join(scratch, tarball));
  return path.join(scratch, "lib/node_modules/mkweb/bin/mkweb.js");
}

function project(node: string, mkweb: string): string {
  const folder = mkdtempSync(path.join(scratch, "project-"));
  const args = [mkweb, "startproject", "mysite", ".", "--no-install", "--no-git", "--yes"];
  const run = spawnSync(node, args, { cwd: folder, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return folder;
}

function djangoProject(): string {
  const folder = mkdtempSync(path.join(scratch, "django-"));
  spawnSync("django-admin", ["startproject", "mysite", "."], { cwd: folder });
  return folder;
}

function commands(node: string, mkweb: string): readonly BenchCommand[] {
  const made = project(node, mkweb);
  const ours: BenchCommand[] = [
    { name: "node -e 0", command: node, arguments: ["-e", "0"] },
    { name: "mkweb --version", command: node, arguments: [mkweb, "--version"] },
    {
      name: "mkweb startproject",
      command: node,
      arguments: [mkweb, "startproject", "mysite", "--no-install", "--no-git", "--yes"],
    },
    {
      name: "mkweb startapp",
      command: node,
      arguments: [mkweb, "startapp", "polls"],
      prepare: (folder) => cpSync(made, folder, { recursive: true }),
    },
  ];
  if (!hasDjango) return ours;
  const django = djangoProject();
  return [
    ...ours,
    {
      name: "django-admin startproject",
      command: "django-admin",
      arguments: ["startproject", "mysite"],
    },
    {
      name: "django-admin startapp",
      command: "django-admin",
      arguments: ["startapp", "polls"],
      prepare: (folder) => cpSync(django, folder, { recursive: true }),
    },
  ];
}

try {
  const mkweb = installGlobally();
  for (const node of nodes.length > 0 ? nodes : [process.execPath]) {
    const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    console.log(`\nNode ${version}, ${roundsText} rounds, milliseconds (median, min-max)`);
    const all = commands(node, mkweb);
    const timings = timeInTurn(all, Number(roundsText));
    const base = timings[0]?.median ?? Number.NaN;
    for (const [at, { name, median, min, max }] of timings.entries()) {
      const spread = `${median.toFixed(1)} (${min.toFixed(1)}-${max.toFixed(1)})`;
      const command = all[at];
      const memory = command?.command === node ? `  peak ${peakMemory(command).toFixed(0)} MB` : "";
      console.log(
        `${name.padEnd(28)}${spread.padEnd(26)}${(median / base).toFixed(2)} x node -e 0${memory}`,
      );
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
