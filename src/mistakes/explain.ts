import type { ErrorCode } from "../errors.ts";
import { explainDatabaseMistake } from "./database.ts";
import { explainImportMistake } from "./imports.ts";
import { explainSyntaxMistake } from "./syntax.ts";
import { explainUrlsMistake } from "./urls.ts";

/** A mistake in a project's own files, in plain words. */
export interface Explanation {
  readonly code: ErrorCode;
  /** What happened and why, one or two sentences. */
  readonly message: string;
  /** The lines of source it is about, as Node shows them; may be empty. */
  readonly lines: string;
  /** What to type next. */
  readonly hint: string;
  /** Whole path of the file to correct, where there is one. */
  readonly file?: string;
}

/**
 * What an error of Node, of a database or of a library says about a mistake in the project; `undefined`
 * for one that is not known.
 *
 * @param from The folder that files are named from. Default: none, their paths are whole.
 */
export function explainMistake(error: unknown, from = ""): Explanation | undefined {
  for (const each of chainOf(error)) {
    const found =
      explainImportMistake(each, from) ??
      explainSyntaxMistake(each, from) ??
      explainUrlsMistake(each, from) ??
      explainDatabaseMistake(each);
    if (found) return found;
  }
  return undefined;
}

/** An error and what caused it; libraries wrap what the database says. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && !chain.includes(at) && chain.length < 6;) {
    chain.push(at);
    at = at.cause;
  }
  return chain;
}
