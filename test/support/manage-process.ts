/** `node manage WORDS...` in the process of this test file that runs such commands in turn. */
import { spawn, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

export interface Command {
  readonly words: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  /** To be printed behind everything, on both streams. */
  readonly end: string;
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const END = "\0the end of a command\0";

/** Modules are kept as long as their process lives. */
const MOST_RUNS = 25;

const program = fileURLToPath(new URL("manage-server.ts", import.meta.url));

let current: Server | undefined;

/**
 * Runs a command where the one before ran; what it prints comes as from a process of its own.
 *
 * @returns `undefined`: another command of this test file runs there at the moment.
 */
export function runInTurn(command: Omit<Command, "end">): Promise<Ended> | undefined {
  if (current?.isBusy) return undefined;
  if (current === undefined || current.isOver) {
    current?.end();
    current = new Server();
  }
  return current.run(command);
}

class Server {
  readonly #child: ChildProcess;
  #runs = 0;
  #texts = { stdout: "", stderr: "" };
  #status: number | null | undefined;
  #finish: (() => void) | undefined;
  #hasClosed = false;

  constructor() {
    const { NODE_TEST_CONTEXT: _, NODE_COMPILE_CACHE: _cache, ...env } = process.env;
    this.#child = spawn(process.execPath, [program], {
      env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const name of ["stdout", "stderr"] as const) {
      this.#child[name]?.setEncoding("utf8").on("data", (text: string) => {
        this.#texts[name] += text;
        this.#look();
      });
    }
    this.#child.on("message", (status) => {
      this.#status = Number(status);
      this.#look();
    });
    this.#child.on("close", (status) => {
      this.#hasClosed = true;
      this.#status = status;
      this.#finish?.();
    });
    this.#hold(false);
  }

  get isBusy(): boolean {
    return this.#finish !== undefined;
  }

  get isOver(): boolean {
    return this.#hasClosed || this.#runs >= MOST_RUNS;
  }

  run(command: Omit<Command, "end">): Promise<Ended> {
    this.#runs += 1;
    this.#texts = { stdout: "", stderr: "" };
    this.#status = undefined;
    this.#hold(true);
    return new Promise((resolve) => {
      this.#finish = () => {
        this.#finish = undefined;
        this.#hold(false);
        const { stdout, stderr } = this.#texts;
        resolve({ status: this.#status ?? null, stdout: printed(stdout), stderr: printed(stderr) });
      };
      this.#child.send({ ...command, end: END });
    });
  }

  end(): void {
    this.#child.kill();
  }

  /** Whether all is there that the command has printed. */
  #look(): void {
    const { stdout, stderr } = this.#texts;
    if (this.#status !== undefined && stdout.endsWith(END) && stderr.endsWith(END))
      this.#finish?.();
  }

  /** A process that waits for commands keeps no test file from its end. */
  #hold(isHeld: boolean): void {
    const { stdout, stderr, channel } = this.#child;
    const how = isHeld ? "ref" : "unref";
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- pipes of a child are sockets
    for (const each of [this.#child, channel, stdout as Socket, stderr as Socket]) each?.[how]();
  }
}

/** Without what tells one command's modules from another's. */
function printed(text: string): string {
  return text.replace(END, "").replaceAll(/\?run=\d+/g, "");
}

after(() => current?.end());
