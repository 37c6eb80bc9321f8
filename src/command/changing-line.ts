import { printable } from "../mistakes/index.ts";
import type { JsonDocument } from "./document.ts";
import type { Manner, Terminal } from "./terminal.ts";

/** The same work is drawn at most so often, in ms: a terminal must not slow down what counts rows. */
const EVERY_MS = 100;

/**
 * A line on a person's terminal that can be taken back; it takes up one row at most. Where nobody watches a
 * terminal, and with `--json`, nothing is ever drawn.
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

  /** Shows what is being done, how far it is, and from the first second on for how long. Empty: the line goes. */
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

  /** Takes it away. */
  erase(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
    if (this.#isShown) this.#terminal.stderr.write("\r\u001B[K");
    this.#isShown = false;
  }

  #draw(now: number): void {
    const { stderr } = this.#terminal;
    // A terminal that nobody gave a size has none.
    const width = stderr.columns !== undefined && stderr.columns > 0 ? stderr.columns : 80;
    const seconds = Math.floor((now - this.#begunAt) / 1000);
    const line = printable(this.#work) + this.#count + (seconds > 0 ? ` (${seconds} s)` : "");
    this.#drawnAt = now;
    this.#isShown = true;
    stderr.write(`\r\u001B[K${line.slice(0, width - 1)}`);
  }
}
