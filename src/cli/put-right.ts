import { hasJournal } from "../command/index.ts";

/**
 * Cleans up what a killed mkweb left in these folders or above them, and reports it. The code for it is
 * loaded only if needed, so that every command can afford the check.
 *
 * @throws {MkwebError} `MKWEB_UNFINISHED` if files were changed since.
 */
export async function putRight(
  say: (line: string) => void,
  ...folders: readonly string[]
): Promise<void> {
  const left = folders.filter(hasJournal);
  if (left.length === 0) return;
  const { recoverInterrupted, recoveryMessage } = await import("../scaffold/index.ts");
  for (const recovery of await recoverInterrupted(...left)) say(`${recoveryMessage(recovery)}.`);
}
