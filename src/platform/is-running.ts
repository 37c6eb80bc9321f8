import { hasErrorCode } from "./error-code.ts";

/** Whether this machine has a process of this number, of whichever user. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasErrorCode(error, "EPERM");
  }
}
