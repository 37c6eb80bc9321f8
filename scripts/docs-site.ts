/**
 * Builds the documentation as a static site in site/out: `npm run docs:site`. The generator has its own
 * package.json in `site/`, and is installed there on the first run. The result is compared with the source
 * pages.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkSite } from "./site/check.ts";
import { writePages } from "./site/pages.ts";

const site = new URL("../site/", import.meta.url);

function main(): number {
  const pages = writePages(site);
  if (!isInstalled() && npm("ci", "--no-audit", "--no-fund") !== 0) return 1;
  if (npm("exec", "--offline", "rspress", "build") !== 0) return 1;
  const faults = checkSite(new URL("out/", site), pages);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return 1;
  console.error(`${pages.length} pages in site/out, each with all its words.`);
  return 0;
}

/** @returns The exit status; npm has reported its errors. */
function npm(...words: readonly string[]): number | null {
  const shell = process.platform === "win32";
  return spawnSync("npm", words, { cwd: fileURLToPath(site), shell, stdio: "inherit" }).status;
}

function isInstalled(): boolean {
  const installed = new URL("node_modules/.package-lock.json", site);
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(new URL("package-lock.json", site)).mtimeMs
  );
}

process.exitCode = main();
