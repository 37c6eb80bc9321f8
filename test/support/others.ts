import { statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Why a test that goes on as a user without root's powers cannot run here: that user must read this
 * checkout. `false` if it can, or the test is not root's.
 */
export function closedToOthers(): string | false {
  if (process.geteuid?.() !== 0) return false;
  for (let at = fileURLToPath(new URL("../..", import.meta.url)); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return `other users may not enter ${at}`;
    if (dirname(at) === at) return false;
  }
}
