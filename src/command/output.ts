import type { Facts } from "./document.ts";

/** Prints for a command. Nothing else in mkweb writes to the terminal. */
export interface Output {
  /** Prints a line to stdout for other programs. With `--json` it appears only in a document without facts. */
  data(line: string): void;
  /** Prints a progress line to stdout, as Django does; to stderr with `--json`. Silent at verbosity 0. */
  progress(line: string): void;
  /** Prints a line to stderr for people. Silent at verbosity 0. */
  note(line: string): void;
  /** Like {@link Output.note}, from verbosity 2 on. */
  detail(line: string): void;
  /**
   * Shows the progress of long work in a line that is replaced by the next and erased when the command ends.
   * Shows nothing without a terminal, with `--json`, or at verbosity 0; commands then print a final line. May
   * be called for each of a million rows.
   *
   * @param work The current work: `Loading objects`. Empty erases the line, as needed before a question.
   * @param done Amount done.
   * @param total Total amount, if known.
   */
  status(work: string, done?: number, total?: number): void;
  /**
   * Adds facts to the JSON document on stdout, as JSON values. Calls add up, and facts given before an error
   * appear beside it. Silent without `--json`.
   *
   * @example
   * out.facts({ closed: polls.length });
   */
  facts(facts: Facts): void;
  /**
   * Writes the `--json` document now, on one line, for a command that runs until it is stopped. Later facts
   * are not written. Silent without `--json`.
   */
  ready(): void;
  /** Styles for the target stream; plain text without colour. */
  readonly style: Style;
}

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  success(text: string): string;
  warning(text: string): string;
  error(text: string): string;
  code(text: string): string;
}
