import { MkwebError } from "../errors.ts";

/** A mistake in what was typed: the runner shows the command's usage with it and exits with 2. */
export function usageError(message: string): MkwebError {
  return new MkwebError("MKWEB_USAGE", message, { exitStatus: 2 });
}
