import type { Facts } from "./document.ts";

/** Where a command prints. Nothing else in mkweb writes to the terminal. */
export interface Output {
  /** To stdout, one line: what another program may read. With `--json` only in a document without facts. */
  data(line: string): void;
  /** To stdout, one line about what is being done, as Django prints it; to stderr with `--json`. Silent at verbosity 0. */
  progress(line: string): void;
  /** To stderr, one line: what a person reads. Silent at verbosity 0. */
  note(line: string): void;
  /** Like {@link Output.note}, from verbosity 2 on. */
  detail(line: string): void;
  /**
   * Shows on a terminal what long work is at, in a line that the next one takes the place of and that is gone
   * when the command ends. Nothing elsewhere, with `--json`, or at verbosity 0: there one line at the end says
   * what was done. May be called for each of a million rows.
   *
   * @param work What is being done: `Loading objects`. Empty: the line goes, as it must before a question.
   * @param done How much of it is done.
   * @param total How much there is to do, if that is known.
   */
  status(work: string, done?: number, total?: number): void;
  /**
   * For programs, with `--json`: what the document on stdout holds, values that JSON has. Calls add up, and what
   * was told before an error stands beside it. Silent without `--json`.
   *
   * @example
   * out.facts({ closed: polls.length });
   */
  facts(facts: Facts): void;
  /**
   * Writes the document of `--json` now, in one line, for a command that goes on until it is stopped. What is
   * told later is not written. Silent without `--json`.
   */
  ready(): void;
  /** Styled for the stream they are meant for; the text itself where colour is off. */
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
