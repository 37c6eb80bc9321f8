import { MkwebError, type MkwebErrorOptions } from "../errors.ts";

/**
 * A command cannot do what it was asked to, and says why: Django's `CommandError`. The message and the hint are
 * printed without a stack, and the exit status is 1 (or 2, where `exitStatus` says so).
 *
 * @param message What happened and why.
 * @param options What to do next, and the files at fault. See {@link MkwebErrorOptions}.
 *
 * @example
 * throw new CommandError("There is no poll 7.", { hint: "Look at /admin/polls/question/ for those there are." });
 */
export class CommandError extends MkwebError {
  override readonly name = "CommandError";

  constructor(message: string, options: MkwebErrorOptions = {}) {
    super("MKWEB_COMMAND_FAILED", message, options);
  }
}
