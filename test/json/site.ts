/** A new project, made by the command line, that finds this checkout as its mkweb; driven as programs do. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { documentIn, type Document } from "./schemas.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

export interface Answer {
  readonly status: number | null;
  readonly document: Document;
  readonly stderr: string;
}

/** A folder of its own, with nothing of this user's around it. */
export class Ground {
  readonly path = mkdtempSync(join(tmpdir(), "mkweb-json-"));
  readonly env: NodeJS.ProcessEnv;

  constructor() {
    const { NODE_TEST_CONTEXT: _, MKWEB_SETTINGS_MODULE: _settings, ...env } = process.env;
    this.env = { ...env, HOME: this.path, XDG_CACHE_HOME: join(this.path, ".cache") };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), content);
  }

  /** `npm install`, without the network. */
  link(project: string): void {
    mkdirSync(join(this.path, project, "node_modules/@types"), { recursive: true });
    for (const [name, target] of [
      ["mkweb", "."],
      ["typescript", "node_modules/typescript"],
      ["@types/node", "node_modules/@types/node"],
    ] as const) {
      symlinkSync(
        join(checkout, target),
        join(this.path, project, "node_modules", name),
        "junction",
      );
    }
  }

  /** `mkweb WORDS... --json` in the folder. */
  mkweb(...words: string[]): Promise<Answer> {
    return this.#run([join(checkout, "bin/mkweb.js"), ...words], this.path);
  }

  /** `node manage WORDS... --json` in a project. */
  manage(project: string, ...words: string[]): Promise<Answer> {
    return this.#run(["manage.js", ...words], join(this.path, project));
  }

  /** The same with a text on the standard input. */
  manageWith(input: string, project: string, ...words: string[]): Promise<Answer> {
    return this.#run(["manage.js", ...words], join(this.path, project), input);
  }

  /** A line as somebody types it, in a project. */
  async shell(project: string, line: string): Promise<Ended> {
    const PATH = `${dirname(process.execPath)}:${this.env["PATH"] ?? ""}`;
    const env = { ...this.env, PATH, npm_config_update_notifier: "false" };
    return finish(spawn("sh", ["-c", line], { cwd: join(this.path, project), env }));
  }

  async #run([script = "", ...words]: string[], cwd: string, input = ""): Promise<Answer> {
    const options = words.indexOf("--");
    const argv = options === -1 ? [...words, "--json"] : words.toSpliced(options, 0, "--json");
    const child = spawn(process.execPath, [script, ...argv], { cwd, env: this.env });
    const { status, stdout, stderr } = await finish(child, input);
    return { status, stderr, document: documentIn(stdout, schemaOf(words)) };
  }
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function finish(child: ChildProcessWithoutNullStreams, input = ""): Promise<Ended> {
  // A program may end without having read it.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, stdout, stderr };
}

/** Help about a command is a document of `help`. */
function schemaOf([name = "help", ...rest]: readonly string[]): string {
  return rest.includes("--help") || name.startsWith("-h") ? "help" : name.replace(/^-+/, "");
}
