import { errorValue, type ErrorValue } from "./error-value.ts";
import type { Terminal } from "./terminal.ts";

/** What a command tells programs: names and values that JSON can hold. */
export type Facts = Readonly<Record<string, unknown>>;

/** Of what stands on stdout with `--json`; a higher one when a key is removed or changes its meaning. */
const FORMAT = 1;

/** The one JSON document a command line prints with `--json`, and nothing else on stdout. */
export class JsonDocument {
  readonly #command: string;
  readonly #terminal: Terminal;
  readonly #release: () => void;
  readonly #lines: string[] = [];
  #facts: Facts = {};
  #isWritten = false;

  /** From now on what others print to stdout goes to stderr. */
  constructor(command: string, terminal: Terminal) {
    this.#command = command;
    this.#terminal = terminal;
    this.#release = terminal.reserveStdout?.(() => this.stop()) ?? (() => undefined);
  }

  /** Adds facts; a name given again takes the later value. */
  add(facts: Facts): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** Keeps a line that a command printed for people; the document holds them if it gets no facts. */
  addLine(line: string): void {
    this.#lines.push(line);
  }

  /** Writes the document in one line, before the command's end: it goes on until it is stopped. */
  writeNow(): void {
    this.#write({ ok: true }, this.#content(), 0);
  }

  /** Writes the document of a command that did what it was asked for. */
  succeed(): void {
    this.#write({ ok: true }, this.#content());
    this.#release();
  }

  /**
   * Writes the document of a command that did not, with what it told before.
   *
   * @returns Whether it could: a command that was ready has its document already.
   */
  fail(error: unknown): boolean {
    if (this.#isWritten) return false;
    this.#end(errorValue(error, this.#terminal));
    return true;
  }

  /** Writes the document of a command that was stopped, with what it told before. */
  stop(): void {
    this.#end(stopped);
  }

  /** Leaves stdout to a command that has a `--json` of its own. */
  leave(): void {
    this.#isWritten = true;
    this.#release();
  }

  #end(error: ErrorValue): void {
    const outcome = { ok: false, error };
    try {
      this.#write(outcome, this.#facts);
    } catch {
      // The facts are what cannot be written.
      this.#write(outcome, {});
    }
    this.#release();
  }

  #content(): Facts {
    return Object.keys(this.#facts).length > 0 ? this.#facts : { output: this.#lines };
  }

  #write(outcome: Facts, facts: Facts, indent = 2): void {
    if (this.#isWritten) return;
    const head = { format: FORMAT, command: this.#command, ...outcome };
    // Twice: it comes first, and no fact takes its place.
    const text = JSON.stringify({ ...head, ...facts, ...head }, undefined, indent);
    this.#isWritten = true;
    this.#terminal.stdout.write(`${text}\n`);
  }
}

const stopped: ErrorValue = {
  code: "MKWEB_INTERRUPTED",
  message: "Stopped before the end.",
  hint: null,
  files: [],
};

/** Whether a program is to read what the command line has to say. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => /^--json(?:=|$)/.test(word));
}
