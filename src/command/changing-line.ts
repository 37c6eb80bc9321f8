import { printable } from "../mistakes/index.ts";
import type { JsonDocument } from "./document.ts";
import type { Manner, Terminal } from "./terminal.ts";

/**
 * Shortest time between two redraws of the same work, in ms: the terminal must not slow down work that counts
 * rows.
 */
const EVERY_MS = 100;

/**
 * A status line on a terminal that is erased later; at most one row. Never drawn without a terminal or with
 * `--json`.
 */
export class ChangingLine {
  readonly #terminal: Terminal;
  readonly #canChange: boolean;
  #work = "";
  #count = "";
  #begunAt = 0;
  #drawnAt = 0;
  #isShown = false;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(
    terminal: Terminal,
    { verbosity }: Pick<Manner, "verbosity">,
    document: JsonDocument | undefined,
  ) {
    const { stderr, env } = terminal;
    this.#terminal = terminal;
    this.#canChange =
      document === undefined && verbosity > 0 && stderr.isTTY === true && env["TERM"] !== "dumb";
  }

  /**
   * Shows the current work and its progress, and the elapsed time from the first second on. An empty text
   * erases the line.
   */
  show(work: string, done?: number, total?: number): void {
    if (!this.#canChange) return;
    if (work === "") return this.erase();
    const now = performance.now();
    if (work !== this.#work) this.#begunAt = now;
    else if (now - this.#drawnAt < EVERY_MS) return;
    this.#work = work;
    const of = total === undefined ? "" : ` of ${total}`;
    this.#count = done === undefined ? "" : `: ${done}${of}`;
    this.#draw(now);
    this.#clock ??= setInterval(() => this.#draw(performance.now()), 1000).unref();
  }

  /** Erases the line. */
  erase(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
    if (this.#isShown) this.#terminal.stderr.write("\r\u001B[K");
    this.#isShown = false;
  }

  #draw(now: number): void {
    const { stderr } = this.#terminal;
    // A terminal may report no size.
    const width = stderr.columns !== undefined && stderr.columns > 0 ? stderr.columns : 80;
    const seconds = Math.floor((now - this.#begunAt) / 1000);
    const line = printable(this.#work) + this.#count + (seconds > 0 ? ` (${seconds} s)` : "");
    this.#drawnAt = now;
    this.#isShown = true;
    stderr.write(`\r\u001B[K${line.slice(0, width - 1)}`);
  }
}
