import { MkwebError, type MkwebErrorOptions } from "../errors.ts";

/**
 * A command fails for an expected reason: Django's `CommandError`. The message and the hint are printed
 * without a stack. The exit status is 1, or `exitStatus`.
 *
 * @param message What happened and why.
 * @param options The next step, and the files at fault. See {@link MkwebErrorOptions}.
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
