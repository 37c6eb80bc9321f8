import type { Output } from "../command/index.ts";
import { recoverInterrupted, recoveryMessage } from "../scaffold/index.ts";

/** Puts right what a killed mkweb left in these folders or above them, and says so. */
export async function recover(out: Output, ...folders: readonly string[]): Promise<void> {
  for (const recovery of await recoverInterrupted(...folders)) {
    out.note(`${recoveryMessage(recovery)}.`);
  }
}
