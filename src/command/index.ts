/**
 * The command line: declares commands, parses words, runs commands and prints. The only code that accesses
 * the terminal.
 */
export { conflictOption } from "./common-options.ts";
export {
  complete,
  type CompletedCommand,
  type CompletionSource,
  type ProjectWords,
} from "./complete.ts";
export {
  defineCommand,
  type ArgumentDefinition,
  type Arguments,
  type CommandContext,
  type CommandDefinition,
  type OptionDefinition,
  type Options,
  type Values,
} from "./define.ts";
export type { Facts } from "./document.ts";
export { errorValue, type ErrorValue } from "./error-value.ts";
export {
  runForBytes,
  runProgram,
  type BytesOptions,
  type BytesResult,
  type ProgramOptions,
  type ProgramResult,
} from "./exec.ts";
export { hasJournal } from "./journal.ts";
export type { Output, Style } from "./output.ts";
export { passOn } from "./pass-on.ts";
export { askSecret, askText, askYesNo, type Refuse } from "./prompt.ts";
export { asksForHelp, runCommandLine, type CommandLine, type ProjectRequest } from "./run.ts";
export type { AnyCommand, CommandGroup, CommandLoader, CommandTable } from "./table.ts";
export { isInputTyped, readInput } from "./standard-input.ts";
export { processTerminal, stdoutWidth, type Sink, type Terminal } from "./terminal.ts";
export { usageError } from "./usage-error.ts";
export { wrap } from "./wrap.ts";
