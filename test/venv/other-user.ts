/** Another user, who may do less; only the superuser can become one. */
import { spawnSync } from "node:child_process";
import { missing, mkwebProgram } from "./support.ts";

/** Options of setpriv. */
export const asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"] as const;

/** Why nothing can be done as another user here, or `false`: for a test's `skip`. */
export const noOtherUser: string | false = whyNone();

function whyNone(): string | false {
  if (process.getuid?.() !== 0) return "needs to be run by root";
  const absent = missing("setpriv");
  if (absent) return absent;
  const look = ["sh", "-c", 'test -x "$0" && test -r "$1"', process.execPath, mkwebProgram];
  const { status } = spawnSync("setpriv", [...asNobody, ...look]);
  return status === 0 ? false : "the checkout lies in a folder that is private to root";
}
