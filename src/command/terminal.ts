import { existsSync } from "node:fs";
import { MkwebError } from "../errors.ts";
import { ChangingLine } from "./changing-line.ts";
import { descriptorSink, isInteractive } from "./descriptor.ts";
import type { JsonDocument } from "./document.ts";
import type { Output, Style } from "./output.ts";

/** A stream to print to; a subset of Node's streams. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The environment of a command line. */
export interface Terminal {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** @throws {MkwebError} `MKWEB_FOLDER_GONE` if it no longer exists. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the user can be asked: stdin and stderr are terminals, and this is not a CI job. */
  readonly interactive: boolean;
  /**
   * Redirects output that bypasses the sink, such as `console.log` in a project, from stdout to stderr.
   * Returns a function that ends it.
   *
   * @param endedEarly Called if the code ends the process meanwhile; the exit status is then not 0.
   */
  readonly reserveStdout?: (endedEarly: () => void) => () => void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    stdout: descriptorSink(1),
    stderr: descriptorSink(2),
    get cwd() {
      return currentFolder();
    },
    env: process.env,
    get interactive() {
      return (process.env["CI"] ?? "") === "" && isInteractive();
    },
    reserveStdout(endedEarly) {
      const { stdout, stderr } = process;
      const write = stdout.write.bind(stdout);
      stdout.write = stderr.write.bind(stderr);
      const onExit = (status: number): void => {
        endedEarly();
        if (status === 0) process.exitCode = 1;
      };
      process.once("exit", onExit);
      return () => {
        stdout.write = write;
        process.off("exit", onExit);
      };
    },
  };
}

/** The width of a sink, if it is a terminal of at least 40 columns. */
export function widthOf({ isTTY, columns }: Sink): number | undefined {
  return isTTY === true && columns !== undefined && columns >= 40 ? columns : undefined;
}

/** The width of the terminal that stdout is connected to, if any. */
export function stdoutWidth(): number | undefined {
  return widthOf(descriptorSink(1));
}

function currentFolder(): string {
  try {
    const folder = process.cwd();
    // Node replaces bytes that are not UTF-8; such a folder cannot be found by name.
    if (folder.includes("\uFFFD") && !existsSync(folder)) throw unreadableName(folder);
    return folder;
  } catch (cause) {
    if (cause instanceof MkwebError) throw cause;
    const message = "The folder you are in no longer exists. Nothing was written.";
    const hint = "Change to another folder and run the command again.";
    throw new MkwebError("MKWEB_FOLDER_GONE", message, { hint, cause });
  }
}

function unreadableName(folder: string): MkwebError {
  return new MkwebError(
    "MKWEB_FOLDER_GONE",
    `The name of the folder you are in, ${folder}, is not UTF-8, and Node cannot work there. Nothing was written.`,
    { hint: "Rename the folder, then run the command again." },
  );
}

/** How much to print, and whether in colour. */
export interface Manner {
  readonly verbosity: 0 | 1 | 2 | 3;
  /** `true` or `false` if requested; `undefined` lets the terminal decide. */
  readonly color: boolean | undefined;
}

/**
 * Creates the output of a run. Loads chalk only if something will be coloured.
 *
 * @param document Receives output for programs. Default: plain stdout.
 */
export async function createOutput(
  terminal: Terminal,
  { verbosity, color: asked }: Manner,
  document?: JsonDocument,
): Promise<Output> {
  const { stdout, stderr } = terminal;
  const color = asked ?? wantsColor(terminal);
  const aside = document ? stderr : stdout;
  const changing = new ChangingLine(terminal, { verbosity }, document);
  const write = (to: Sink, line: string): void => {
    changing.erase();
    to.write(`${line}\n`);
  };
  return {
    data: (line) => (document ? document.addLine(line) : write(stdout, line)),
    progress: (line) => void (verbosity > 0 && write(aside, line)),
    note: (line) => void (verbosity > 0 && write(stderr, line)),
    detail: (line) => void (verbosity > 1 && write(stderr, line)),
    status: (work, done, total) => changing.show(work, done, total),
    facts: (facts) => document?.add(facts),
    ready: () => document?.writeNow(),
    style: color ? await chalkStyle() : plain,
  };
}

/** Follows the conventions of NO_COLOR and FORCE_COLOR; the options override both. */
function wantsColor({ env, stderr }: Terminal): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  return stderr.isTTY === true && env["TERM"] !== "dumb";
}

const same = (text: string): string => text;
const plain: Style = {
  bold: same,
  dim: same,
  success: same,
  warning: same,
  error: same,
  code: same,
};

async function chalkStyle(): Promise<Style> {
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  return {
    bold: chalk.bold,
    dim: chalk.dim,
    success: chalk.green,
    warning: chalk.yellow,
    error: chalk.red.bold,
    code: chalk.cyan,
  };
}
