import type { ErrorCode } from "../errors.ts";
import { explainDatabaseMistake } from "./database.ts";
import { explainImportMistake } from "./imports.ts";
import { explainSyntaxMistake } from "./syntax.ts";
import { explainUrlsMistake } from "./urls.ts";

/** A mistake in a project's files, in plain words. */
export interface Explanation {
  readonly code: ErrorCode;
  /** What happened and why, in one or two sentences. */
  readonly message: string;
  /** The source lines concerned, as Node shows them; may be empty. */
  readonly lines: string;
  /** What to type next. */
  readonly hint: string;
  /** Absolute path of the file to correct, if there is one. */
  readonly file?: string;
}

/**
 * Explains an error of Node, a database or a library that is caused by a mistake in the project; `undefined`
 * for an unknown one.
 *
 * @param from The folder to which paths are relative. Default: none, paths are absolute.
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

/** An error and its causes; libraries wrap database errors. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && !chain.includes(at) && chain.length < 6;) {
    chain.push(at);
    at = at.cause;
  }
  return chain;
}
