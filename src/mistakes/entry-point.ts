import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { MkwebError } from "../errors.ts";
import { explainMistake } from "./explain.ts";

/**
 * Ends a program that was started as a project's own entry point, `node mysite/server.ts`, with the reason
 * and status 1 instead of a stack. Code that imports that file gets the error itself.
 *
 * @param settings The settings file, next to which the entry point is.
 */
export async function endsWithReason<T>(settings: URL, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const said = isEntryPoint(settings) ? reasonOf(error) : undefined;
    if (said === undefined) throw error;
    process.stderr.write(`${said}\n`);
    // oxlint-disable-next-line unicorn/no-process-exit
    return process.exit(1);
  }
}

function isEntryPoint(settings: URL): boolean {
  const [, script = ""] = process.argv;
  return (
    settings.protocol === "file:" &&
    /[/\\]server\.[cm]?[jt]s$/.test(script) &&
    dirname(script) === dirname(fileURLToPath(settings))
  );
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof MkwebError) return laidOut(error.message, error.code, error.hint);
  const known = explainMistake(error, process.cwd());
  return known && laidOut(`${known.message}\n${known.lines}`.trimEnd(), known.code, known.hint);
}

function laidOut(message: string, code: string, hint: string | undefined): string {
  return `error: ${message} [${code}]${hint === undefined ? "" : `\n\nhint: ${hint}`}`;
}
