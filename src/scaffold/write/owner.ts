import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { isRunning } from "../../platform/index.ts";

/** The process that works on a folder. */
export interface Owner {
  readonly pid: number;
  /** Start time of the process, in the system's own unit; tells a reused id. Empty if unknown. */
  readonly start: string;
  readonly host: string;
}

/** How long work of another machine (or container) counts as running, in milliseconds. */
const FOREIGN_MS = 60_000;

export function thisProcess(): Owner {
  const { pid } = process;
  return { pid, start: startOf(pid) ?? "", host: hostname() };
}

/**
 * Whether the process still runs. Another machine's processes are invisible, so they count as running for a
 * minute, which is far longer than any plan takes.
 *
 * @param ageMs Time since its last sign of life.
 */
export function isOwnerRunning(owner: Owner, ageMs: number): boolean {
  if (owner.host !== hostname()) return ageMs < FOREIGN_MS;
  if (!isRunning(owner.pid)) return false;
  const start = startOf(owner.pid);
  return start === undefined || owner.start === "" || start === owner.start;
}

/** Whether a value read from a file is an owner. */
export function isOwner(value: unknown): value is Owner {
  return (
    typeof value === "object" &&
    value !== null &&
    "pid" in value &&
    Number.isSafeInteger(value.pid) &&
    "start" in value &&
    typeof value.start === "string" &&
    "host" in value &&
    typeof value.host === "string"
  );
}

/** Field 22 of Linux's `/proc/PID/stat`, "dead" for a zombie; `undefined` on other systems. */
function startOf(pid: number): string | undefined {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The second field, the program's name, is in parentheses and may contain anything.
  const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? "dead" : fields[19];
}
