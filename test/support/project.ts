/** A project in a temporary folder, with this very package (as built) in its node_modules. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInTurn } from "./manage-process.ts";
import { projectFiles } from "./project-files.ts";

export { projectFiles };

type Files = Readonly<Record<string, string>>;

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestProject {
  readonly root: URL;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  /** `node manage WORDS...`, to its end. */
  manage(...words: string[]): Promise<Run>;
  /** The same, with more environment; `undefined` takes a variable out. */
  manageWith(env: Readonly<Record<string, string | undefined>>, ...words: string[]): Promise<Run>;
  /** Starts a command that goes on; ended after the test. */
  start(...words: string[]): Started;
}

export interface Started {
  readonly child: ChildProcess;
  /** Everything printed so far, both streams. */
  output(): string;
  /** Resolves when the output holds a text; rejects after two minutes. */
  says(text: string | RegExp): Promise<void>;
  /** The exit status. */
  ended(): Promise<number | null>;
}

const packageRoot = fileURLToPath(new URL("../../", import.meta.url));

/** @param files Over {@link projectFiles}. */
export async function makeProject(t: TestContext, files: Files = {}): Promise<TestProject> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-project-"));
  const started: Process[] = [];
  t.after(async () => {
    await Promise.all(started.map(stop));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries({ ...projectFiles, ...files })) await write(path, text);
  await mkdir(join(folder, "node_modules"));
  await symlink(packageRoot, join(folder, "node_modules/mkweb"), "junction");

  const launch = (words: readonly string[]): Process => {
    const run = startProcess(["manage", ...words], folder);
    started.push(run);
    return run;
  };
  return {
    root: pathToFileURL(`${folder}/`),
    write,
    read: (path) => readFile(join(folder, path), "utf8"),
    manage: (...words) => manageIn(folder, words),
    manageWith: (env, ...words) => manageIn(folder, words, env),
    start: (...words) => launch(words),
  };
}

interface Process extends Started {
  readonly texts: { stdout: string; stderr: string };
}

/** Starts this Node with arguments in a folder. */
export function startProcess(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Process {
  const child = spawn(process.execPath, argv, {
    cwd,
    env: { ...withoutTestRunner(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  let all = "";
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      all += text;
    });
  }
  const closed = new Promise<number | null>((resolve) => {
    child.on("close", (code) => resolve(code));
  });
  return {
    child,
    texts,
    output: () => all,
    ended: () => closed,
    async says(text) {
      const holds = (): boolean => (typeof text === "string" ? all.includes(text) : text.test(all));
      const end = Date.now() + 120_000;
      while (!holds()) {
        if (Date.now() > end) throw new Error(`Never said ${String(text)}:\n${all}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/**
 * `node manage WORDS...` in a folder, to its end. Where nothing else is asked of the process than what it prints and its
 * status: it is the process of other commands as well, unless two run at once.
 */
export async function manageIn(
  cwd: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  // A process runs tests only once.
  const inTurn =
    words[0] === "test"
      ? undefined
      : runInTurn({ words, cwd, env: { ...withoutTestRunner(), ...env } });
  if (inTurn !== undefined) return inTurn;
  const run = startProcess(["manage", ...words], cwd, env);
  const status = await run.ended();
  return { status, ...run.texts };
}

async function stop(run: Started): Promise<void> {
  const { child } = run;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
  await run.ended();
  clearTimeout(timer);
}

/** A Node started inside a test run reports to it instead of working on its own. */
function withoutTestRunner(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, MKWEB_SETTINGS_MODULE: _settings, ...env } = process.env;
  return env;
}
