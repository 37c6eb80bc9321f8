import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import {
  createVenv,
  type Machine,
  thisMachine,
  type Venv,
  type VenvRequest,
} from "../../src/venv/index.ts";

/** The PATH tests start from: no project's node_modules, no version manager. */
export const PATH = "/usr/local/bin:/usr/bin:/bin";

export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment. Default: the sandbox's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** An empty folder with a home of its own, gone after the test. */
export class Sandbox {
  readonly path: string;
  readonly home: string;

  constructor(t?: TestContext) {
    this.path = realpathSync(mkdtempSync(join(tmpdir(), "mkweb-venv-test-")));
    this.home = join(this.path, "home");
    mkdirSync(this.home);
    t?.after(() => this.remove());
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  get env(): Record<string, string> {
    const shell = { PATH, HOME: this.home, LANG: "C.UTF-8", TERM: "xterm", SHELL: "/bin/bash" };
    // A home of its own has no compiled code yet: mkweb and npm take twice as long without.
    const compiled = process.env["NODE_COMPILE_CACHE"];
    return compiled === undefined ? shell : { ...shell, NODE_COMPILE_CACHE: compiled };
  }

  join(...names: string[]): string {
    return join(this.path, ...names);
  }

  write(name: string, text: string, mode = 0o644): string {
    const path = this.join(name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  machine(changes: Partial<Machine> = {}): Machine {
    const machine = thisMachine(this.path, this.env, new AbortController().signal);
    return { ...machine, home: this.home, ...changes };
  }

  create(
    directory: string,
    request: Partial<VenvRequest> = {},
    machine = this.machine(),
  ): Promise<Venv> {
    return createVenv(
      machine,
      { directory, command: ["mkweb", "venv", directory], ...request },
      () => {},
    );
  }

  run(file: string, args: readonly string[], options: RunOptions = {}): Run {
    const { cwd = this.path, env = this.env, input = "" } = options;
    const run = spawnSync(file, [...args], { cwd, env, input, encoding: "utf8", timeout: 120_000 });
    if (run.error) throw run.error;
    return run;
  }

  start(file: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const { cwd = this.path, env = this.env } = options;
    return new Promise((settle, fail) => {
      const child = spawn(file, [...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      child.on("error", fail);
      child.on("close", (status, signal) => settle({ status, signal, stdout, stderr }));
    });
  }

  /** Runs the command line as built. */
  mkweb(args: readonly string[], options: RunOptions = {}): Run {
    return this.run(process.execPath, [mkwebProgram, ...args], options);
  }

  /** A Node that starts in a millisecond: shells only have to find it. */
  fakeNode(): string {
    this.write("base/lib/node_modules/npm/bin/npm-cli.js", "// stands for npm\n");
    this.write("base/lib/node_modules/npm/package.json", '{ "version": "11.0.0" }\n');
    return this.write("base/bin/node", fakeNode, 0o755);
  }

  /** A package to install globally; its command prints which Node runs it and the arguments. */
  tool(
    name: string,
    body = "console.log(JSON.stringify([process.execPath, ...process.argv.slice(2)]));",
  ): string {
    this.write(`tools/${name}/cli.js`, `#!/usr/bin/env node\n${body}\n`, 0o755);
    this.write(
      `tools/${name}/package.json`,
      JSON.stringify({ name, version: "1.0.0", bin: { [name]: "cli.js" } }),
    );
    return this.join("tools", name);
  }
}

export const mkwebProgram = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));

/** Prints where it was found. */
const fakeNode = `#!/bin/sh
case \${1-} in
    --version) echo v20.20.2 ;;
    *) printf '%s\\n' "$0" ;;
esac
`;

/** Where a program is; for tests that need one which may not be installed. */
export function which(name: string): string | undefined {
  return PATH.split(":")
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
}

/** Why a test cannot run, for its `skip`; `false` if it can. */
export function missing(...programs: readonly string[]): string | false {
  const absent = programs.filter((name) => which(name) === undefined);
  return absent.length > 0 && `not installed: ${absent.join(", ")}`;
}
