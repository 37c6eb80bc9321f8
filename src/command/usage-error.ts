import { MkwebError } from "../errors.ts";

/** A mistake in the typed words: the runner shows the command's usage and exits with 2. */
export function usageError(message: string): MkwebError {
  return new MkwebError("MKWEB_USAGE", message, { exitStatus: 2 });
}
