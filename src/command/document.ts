import { errorValue, type ErrorValue } from "./error-value.ts";
import type { Terminal } from "./terminal.ts";

/** What a command reports to programs: names and JSON values. */
export type Facts = Readonly<Record<string, unknown>>;

/** Version of the `--json` format; raised when a key is removed or changes its meaning. */
const FORMAT = 1;

/** The single JSON document that `--json` prints, with nothing else on stdout. */
export class JsonDocument {
  readonly #command: string;
  readonly #terminal: Terminal;
  readonly #release: () => void;
  readonly #lines: string[] = [];
  #facts: Facts = {};
  #isWritten = false;

  /** From now on, redirects other output on stdout to stderr. */
  constructor(command: string, terminal: Terminal) {
    this.#command = command;
    this.#terminal = terminal;
    this.#release = terminal.reserveStdout?.(() => this.stop()) ?? (() => undefined);
  }

  /** Adds facts; for a repeated name the later value wins. */
  add(facts: Facts): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  /** Keeps a line printed for people; the document contains such lines if there are no facts. */
  addLine(line: string): void {
    this.#lines.push(line);
  }

  /** Writes the document now, on one line, for a command that runs until it is stopped. */
  writeNow(): void {
    this.#write({ ok: true }, this.#content(), 0);
  }

  /** Writes the document of a successful command. */
  succeed(): void {
    this.#write({ ok: true }, this.#content());
    this.#release();
  }

  /**
   * Writes the document of a failed command, with the facts so far.
   *
   * @returns Whether it was written: a command that was ready has already written its document.
   */
  fail(error: unknown): boolean {
    if (this.#isWritten) return false;
    this.#end(errorValue(error, this.#terminal));
    return true;
  }

  /** Writes the document of a stopped command, with the facts so far. */
  stop(): void {
    this.#end(stopped);
  }

  /** Leaves stdout to a command with its own `--json`. */
  leave(): void {
    this.#isWritten = true;
    this.#release();
  }

  #end(error: ErrorValue): void {
    const outcome = { ok: false, error };
    try {
      this.#write(outcome, this.#facts);
    } catch {
      // The facts cannot be written, so leave them out.
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
    // Spread twice, so that it comes first and no fact replaces it.
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

/** Whether a program reads the output. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => /^--json(?:=|$)/.test(word));
}
