/** Whole-process timing of commands, taken in turn so that a drifting machine drifts for all of them. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface BenchCommand {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The folder it runs in. Default: a new, empty one. */
  readonly cwd?: string;
  /** What it must print on either stream, so that a run that did nothing is not taken for a fast one. */
  readonly prints?: RegExp;
  /** Makes the folder the command runs in ready; not timed. */
  readonly prepare?: (folder: string) => void;
}

/** Wall-clock milliseconds. */
export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Node 20 parses every certificate that this variable names whenever it starts, 40 ms for a system's usual
 * 140, which would make any two commands of it alike.
 */
const plainStart = { NODE_EXTRA_CA_CERTS: "" };

function runOnce(each: BenchCommand, extraEnv: Readonly<Record<string, string>> = {}): number {
  const folder = mkdtempSync(path.join(tmpdir(), "mkweb-bench-"));
  try {
    each.prepare?.(folder);
    const started = process.hrtime.bigint();
    const run = spawnSync(each.command, each.arguments, {
      cwd: each.cwd ?? folder,
      env: { ...process.env, ...plainStart, ...each.env, ...extraEnv },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
    if (run.status !== 0) throw new Error(`${each.name} failed:\n${run.stderr.toString()}`);
    const printed = `${run.stdout.toString()}${run.stderr.toString()}`;
    if (each.prints?.test(printed) === false) throw new Error(`${each.name} printed:\n${printed}`);
    return elapsed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs every command `rounds` times, A B C A B C …, after two rounds that are not counted. */
export function timeInTurn(commands: readonly BenchCommand[], rounds: number): readonly Timing[] {
  for (const each of commands) for (let warm = 0; warm < 2; warm++) runOnce(each);
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, each] of commands.entries()) times[at]?.push(runOnce(each));
  }
  return commands.map(({ name }, at) => {
    const own = times[at] ?? [];
    return { name, median: median(own), min: Math.min(...own), max: Math.max(...own) };
  });
}

/** Peak resident memory, in MB, of a Node command: the process reports its own when it exits. */
export function peakMemory(each: BenchCommand): number {
  const folder = mkdtempSync(path.join(tmpdir(), "mkweb-bench-memory-"));
  try {
    const report = path.join(folder, "peak");
    const hook = path.join(folder, "hook.cjs");
    const write = `require("node:fs").writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS))`;
    writeFileSync(hook, `process.on("exit", () => { ${write}; });\n`);
    runOnce(each, { NODE_OPTIONS: `--require ${hook}` });
    return Number(readFileSync(report, "utf8")) / 1024;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
