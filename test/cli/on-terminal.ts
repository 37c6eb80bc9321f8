/** mkweb on a pseudo-terminal, answered as a person would. */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const bin = fileURLToPath(new URL("../../bin/mkweb.js", import.meta.url));
/** Why there is no terminal here, or `false`: for a test's `skip`. */
export const without = spawnSync("script", ["--version"]).error
  ? "there is no script(1) here"
  : false;

/** Runs mkweb on a terminal and types each answer once its question is on the screen. */
export function onTerminal(
  cwd: string,
  args: string,
  answers: readonly (readonly [question: RegExp, typed: string])[],
): Promise<{ readonly status: number | null; readonly screen: string }> {
  const child = spawn("script", ["-qec", `'${process.execPath}' '${bin}' ${args}`, "/dev/null"], {
    cwd,
    env: { ...process.env, CI: "", NO_COLOR: "1", npm_config_user_agent: "" },
  });
  const waiting = [...answers];
  let screen = "";
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    const [next] = waiting;
    if (next?.[0].test(stripVTControlCharacters(screen))) {
      waiting.shift();
      child.stdin.write(next[1]);
    }
  });
  return new Promise((resolve) => {
    child.on("close", (status) => resolve({ status, screen: stripVTControlCharacters(screen) }));
  });
}
