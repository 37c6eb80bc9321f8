import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import satisfies from "semver/functions/satisfies.js";
import { MkwebError } from "../../errors.ts";
import type { Base } from "../base.ts";
import type { Machine } from "../machine.ts";
import { npmVersion } from "./npm-version.ts";
import { newest } from "./node-version.ts";
import { moveOnce, storeDirectory } from "./node-store.ts";
import { download, property, view } from "./registry.ts";
import { openStaging } from "../staging.ts";

const OLDEST_NPM = 6;

/** Whether an npm package claims to support a Node. */
export function npmFits(npm: string, nodeVersion: string): boolean {
  const range = property(property(packageOf(npm), "engines"), "node");
  return typeof range !== "string" || satisfies(nodeVersion, range);
}

/**
 * Returns the newest npm for a Node that the base's npm does not support, kept in the store too.
 *
 * @returns Its folder in the store.
 * @throws {MkwebError} `MKWEB_VENV_REGISTRY`, `MKWEB_VENV_NO_NPM`.
 */
export async function storedNpm(
  machine: Machine,
  base: Base,
  nodeVersion: string,
  tell: (line: string) => void,
): Promise<string> {
  const store = join(storeDirectory(machine), "npm");
  const stored = existsSync(store)
    ? readdirSync(store).filter(
        (name) => /^\d/.test(name) && npmFits(join(store, name), nodeVersion),
      )
    : [];
  const version = newest(stored) ?? (await newestFitting(machine, base, nodeVersion));
  const entry = join(store, version);
  if (existsSync(entry)) return entry;
  mkdirSync(store, { recursive: true });
  const staging = openStaging(store);
  try {
    tell(`Fetching npm ${version} for it`);
    const { path } = await download(machine, base, staging, `npm@${version}`, () => {});
    moveOnce(path, entry);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return entry;
}

async function newestFitting(machine: Machine, base: Base, nodeVersion: string): Promise<string> {
  const newestMajor = Number(npmVersion(base.npm)?.split(".")[0] ?? 0);
  for (let major = newestMajor; major >= OLDEST_NPM; major -= 1) {
    const answer = await view(machine, base, `npm@${major}`, ["version", "engines"]);
    const fitting = (Array.isArray(answer) ? answer : [answer]).flatMap((each: unknown) => {
      const version = property(each, "version");
      const range = property(property(each, "engines"), "node");
      return typeof version === "string" && satisfies(nodeVersion, String(range)) ? [version] : [];
    });
    const version = newest(fitting.filter((each) => /^[\d.]+$/.test(each)));
    if (version !== undefined) return version;
  }
  throw new MkwebError("MKWEB_VENV_NO_NPM", `No npm supports Node ${nodeVersion}.`, {
    hint: "Choose a newer Node.",
  });
}

function packageOf(npm: string): unknown {
  return JSON.parse(readFileSync(join(npm, "package.json"), "utf8"));
}
