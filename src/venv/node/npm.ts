import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Machine } from "../machine.ts";

export interface NpmResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** npm's error code: `E404`, `ENOTFOUND`, `EINTEGRITY`. */
  readonly code: string | undefined;
}

/**
 * Runs the base's npm with the settings of user and machine (registry, proxy, certificates, tokens), but not
 * with a prefix set by npx, `npm run` or another environment.
 *
 * @throws {Error} An `AbortError` if the user stopped us; npm has exited then.
 */
export function runNpm(
  machine: Machine,
  base: { readonly node: string; readonly npm: string },
  args: readonly string[],
  cwd: string,
): Promise<NpmResult> {
  const command = [base.node, join(base.npm, "bin/npm-cli.js"), ...args];
  const [file = "", ...rest] =
    machine.platform === "win32" ? command : ["/bin/sh", "-c", UNTIL_WE_END, "npm", ...command];
  return new Promise((settle, fail) => {
    const child = spawn(file, rest, { cwd, env: cleanEnvironment(machine.env) });
    const stop = (): void => void child.stdin.end();
    machine.signal.addEventListener("abort", stop);
    if (machine.signal.aborted) stop();
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", fail);
    child.on("close", (status) => {
      machine.signal.removeEventListener("abort", stop);
      child.stdin.destroy();
      if (machine.signal.aborted) fail(machine.signal.reason);
      else settle({ ok: status === 0, stdout, stderr, code: codeOf(stdout, stderr) });
    });
  });
}

/** npm would continue after we were killed. Its standard input closes whenever we end, and ends it too. */
const UNTIL_WE_END = `
exec 3<&0
"$@" </dev/null 3<&- &
npm=$!
{ cat <&3; kill -9 $npm; } >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait $npm
status=$?
kill $watch 2>/dev/null
exit $status
`;

const LEAKED =
  /^npm_(?:config_(?:prefix|global_prefix|local_prefix|globalconfig|global|location|call|argv|dry_run)$|lifecycle_|package_|node_execpath|execpath|command)/i;

function cleanEnvironment(env: Machine["env"]): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !LEAKED.test(entry[0]) && !/^(?:PREFIX|DESTDIR)$/.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), npm_config_update_notifier: "false" };
}

/** With --json npm reports errors on stdout, otherwise as `npm error code E404`. */
function codeOf(stdout: string, stderr: string): string | undefined {
  return (
    /"code":\s*"(E[A-Z0-9_]+)"/.exec(stdout)?.[1] ??
    /^npm (?:error|ERR!) code (\S+)/m.exec(stderr)?.[1]
  );
}
