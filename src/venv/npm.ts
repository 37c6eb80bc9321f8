import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Machine } from "./machine.ts";

export interface NpmResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** npm's word for what went wrong: `E404`, `ENOTFOUND`, `EINTEGRITY`. */
  readonly code: string | undefined;
}

/**
 * Runs the base's npm with the user's and the machine's own settings (registry, proxy, certificates,
 * tokens), but not with where npx, `npm run` or another environment point its prefix.
 */
export function runNpm(
  machine: Machine,
  base: { readonly node: string; readonly npm: string },
  args: readonly string[],
  cwd: string,
): Promise<NpmResult> {
  return new Promise((settle, fail) => {
    const child = spawn(base.node, [join(base.npm, "bin/npm-cli.js"), ...args], {
      cwd,
      env: cleanEnvironment(machine.env),
      stdio: ["ignore", "pipe", "pipe"],
      signal: machine.signal,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", fail);
    child.on("close", (status) => {
      settle({ ok: status === 0, stdout, stderr, code: codeOf(stdout, stderr) });
    });
  });
}

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
