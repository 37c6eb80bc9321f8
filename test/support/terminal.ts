/** Commands of a project on a pseudo-terminal, answered as a person would. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { TestProject } from "./project.ts";

/** Why there is no terminal here, or `false`: for a test's `skip`. */
export const noTerminal: string | false = spawnSync("script", ["--version"]).error
  ? "there is no script(1) here"
  : false;

export type Answers = readonly (readonly [question: RegExp, typed: string])[];

/** Runs a command on a terminal and types each answer once its question is on the screen. */
export async function onTerminal(
  { root }: TestProject,
  words: string,
  answers: Answers,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<{ readonly status: number | null; readonly screen: string }> {
  const child = spawn("script", ["-qec", `'${process.execPath}' manage ${words}`, "/dev/null"], {
    cwd: fileURLToPath(root),
    env: {
      ...process.env,
      NO_COLOR: "1",
      LOGNAME: "Ann",
      CI: undefined,
      NODE_TEST_CONTEXT: undefined,
      // Nothing is added to the history of who runs the tests.
      NODE_REPL_HISTORY: "",
      ...env,
    },
  });
  const waiting = [...answers];
  let [screen, read] = ["", 0];
  child.stdout.on("data", (chunk: Buffer) => {
    screen += stripVTControlCharacters(chunk.toString());
    const [next] = waiting;
    if (!next?.[0].test(screen.slice(read))) return;
    waiting.shift();
    read = screen.length;
    child.stdin.write(next[1]);
  });
  const status = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  assert.deepEqual(waiting, [], screen);
  return { status, screen };
}
