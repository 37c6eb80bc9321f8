import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MkwebError } from "../../errors.ts";
import { dataFolder, hasErrorCode } from "../../platform/index.ts";
import type { Base } from "../base.ts";
import { nodeName } from "../contents.ts";
import type { Machine } from "../machine.ts";
import { newest, type NodeWish, startsWith } from "./node-version.ts";
import { download, nodePackage, resolveVersion } from "./registry.ts";
import { openStaging, sweepStaging } from "../staging.ts";

/** A downloaded Node, shared by all environments of this user. */
export interface StoredNode {
  readonly path: string;
  readonly version: string;
  readonly source: "store" | "registry";
}

/** The folder of the store: `MKWEB_HOME`, or the system's folder for user data. */
export function storeDirectory(machine: Machine): string {
  return machine.env["MKWEB_HOME"] || join(dataFolder(machine), "mkweb");
}

/**
 * Returns a requested Node. Versions come from the store if possible; `latest` and `lts` are looked up in the
 * registry.
 *
 * @param renew Ask the registry first for versions too, and use the store if it is unreachable.
 * @param tell Receives progress, one line at a time.
 * @throws {MkwebError} `MKWEB_VENV_NODE_PLATFORM`, `MKWEB_VENV_NODE_VERSION`, `MKWEB_VENV_REGISTRY`,
 *   `MKWEB_VENV_NODE_BROKEN`. The store is then unchanged.
 */
export async function storedNode(
  machine: Machine,
  base: Base,
  wish: Exclude<NodeWish, { kind: "system" }>,
  renew: boolean,
  tell: (line: string) => void,
): Promise<StoredNode> {
  nodePackage(machine);
  const { version, source } = await chooseNode(machine, base, wish, renew);
  if (source === "registry") await fetchNode(machine, base, version, tell);
  // A run that was killed at its very end left the Node, and still what it was made in.
  else sweepStaging(join(storeDirectory(machine), "node"));
  return { path: join(entryOf(machine, version), nodeName(machine)), version, source };
}

/** Resolves a wish to a Node, and whether it must be downloaded. Writes nothing. */
export async function chooseNode(
  machine: Machine,
  base: Base,
  wish: Exclude<NodeWish, { kind: "system" }>,
  renew: boolean,
): Promise<Omit<StoredNode, "path">> {
  const stored = wish.kind === "numbers" ? newestStored(machine, wish.numbers) : undefined;
  if (stored !== undefined && !renew) return { version: stored, source: "store" };
  try {
    const version = await resolveVersion(machine, base, wish);
    const known = existsSync(join(entryOf(machine, version), nodeName(machine)));
    return { version, source: known ? "store" : "registry" };
  } catch (error) {
    const unreachable = error instanceof MkwebError && error.code === "MKWEB_VENV_REGISTRY";
    if (stored !== undefined && unreachable) return { version: stored, source: "store" };
    throw error;
  }
}

/** The binaries of all Nodes in the store. */
export function storedNodes(machine: Machine): readonly string[] {
  const store = join(storeDirectory(machine), "node");
  return namesIn(store)
    .filter((name) => name.startsWith("v"))
    .map((name) => join(store, name, nodeName(machine)));
}

function newestStored(machine: Machine, numbers: readonly number[]): string | undefined {
  const ending = `-${machine.platform}-${machine.arch}`;
  const versions = namesIn(join(storeDirectory(machine), "node")).flatMap((name) =>
    name.startsWith("v") && name.endsWith(ending) ? [name.slice(1, -ending.length)] : [],
  );
  return newest(versions.filter((version) => startsWith(version, numbers)));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}

function entryOf(machine: Machine, version: string): string {
  const name = `v${version}-${machine.platform}-${machine.arch}`;
  return join(storeDirectory(machine), "node", name);
}

async function fetchNode(
  machine: Machine,
  base: Base,
  version: string,
  tell: (line: string) => void,
): Promise<void> {
  const store = join(storeDirectory(machine), "node");
  mkdirSync(store, { recursive: true });
  const staging = openStaging(store);
  try {
    tell(`Fetching Node ${version} from npm's registry`);
    const { path, integrity } = await download(
      machine,
      base,
      join(staging, "download"),
      `${nodePackage(machine)}@${version}`,
      (bytes) => {
        if (bytes >= 1e6) tell(`  ${Math.round(bytes / 1e6)} MB so far`);
      },
    );
    const entry = join(staging, "entry");
    mkdirSync(entry);
    const node = join(entry, nodeName(machine));
    renameSync(join(path, "bin", nodeName(machine)), node);
    if (existsSync(join(path, "LICENSE")))
      renameSync(join(path, "LICENSE"), join(entry, "LICENSE"));
    checkRuns(node, version);
    const origin = { package: nodePackage(machine), version, integrity };
    writeFileSync(join(entry, "origin.json"), `${JSON.stringify(origin, null, 2)}\n`);
    moveOnce(entry, entryOf(machine, version));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function checkRuns(node: string, version: string): void {
  const run = spawnSync(node, ["-p", "process.versions.node"], { encoding: "utf8", env: {} });
  if (run.stdout?.trim() === version) return;
  const said = run.error?.message ?? (run.stderr.trim() || `it says it is ${run.stdout.trim()}`);
  throw new MkwebError(
    "MKWEB_VENV_NODE_BROKEN",
    `The Node ${version} that was downloaded does not run here: ${said}. Nothing was kept.`,
    { hint: "Try another version, or leave out --node to use the installed Node." },
  );
}

/** Another process may have put the same files there in the meantime; they are equally good. */
export function moveOnce(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!hasErrorCode(error, "ENOTEMPTY", "EEXIST", "EPERM") || !existsSync(to)) throw error;
  }
}
