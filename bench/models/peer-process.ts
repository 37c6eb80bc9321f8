import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { PeerName, Start } from "./operations.ts";
import type { Request, Spent } from "./peer.ts";

/** Node takes a hundred certificates in at every start where this variable names them; no peer is to pay for that. */
const environment = { ...process.env, NODE_EXTRA_CA_CERTS: "" };
const newer = process.env["NEWER_DJANGO"];
const djangoEnvironment = newer ? { ...environment, PYTHONPATH: newer } : environment;
const python = process.env["PYTHON"] ?? "/usr/bin/python3";

/** A peer in a process of its own, which answers one request after another. */
export class PeerProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** What it said first: Django, its version. */
  readonly greeting: Promise<unknown>;

  constructor(name: PeerName, address: string) {
    const [program, ...words] = commandOf(name, address, "serve");
    const env = environmentOf(name);
    this.#child = spawn(program, words, { env, stdio: ["pipe", "pipe", "inherit"] });
    if (!this.#child.stdout) throw new Error("A peer without an output.");
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.greeting = this.#answer();
  }

  async spend(request: Request): Promise<Spent> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- peer.ts and django_peer.py answer so.
    return (await this.#ask(request)) as Spent;
  }

  /** What the peer reads in one turn, as JSON. */
  async digest(operation: Request["operation"], reads: boolean): Promise<string> {
    return JSON.stringify(await this.#ask({ operation, from: 1, turns: 1, digest: true, reads }));
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.stdin?.end();
    await once(this.#child, "exit");
  }

  #ask(request: Request): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  async #answer(): Promise<unknown> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("A peer ended; what it said is above.");
    return JSON.parse(value);
  }
}

/** Microseconds of CPU that a new process of the peer tells. */
export function timeStart(name: PeerName, address: string, start: Start): number {
  const [program, ...words] = commandOf(name, address, start);
  const run = spawnSync(program, words, { env: environmentOf(name), encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
  return Number(run.stdout);
}

/** Whether the interpreter has a Django. */
export function hasDjango(): boolean {
  return spawnSync(python, ["-c", "import django"], { env: djangoEnvironment }).status === 0;
}

function commandOf(name: PeerName, address: string, task: string): readonly [string, ...string[]] {
  if (name === "django") return [python, fileIn("peers/django_peer.py"), address, task];
  return [process.execPath, fileIn("peer.ts"), name, address, task];
}

function environmentOf(name: PeerName): NodeJS.ProcessEnv {
  return name === "django" ? djangoEnvironment : environment;
}

function fileIn(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
