import { MkwebError, type ErrorCode } from "../errors.ts";
import { explainMistake, printable } from "../mistakes/index.ts";
import type { Terminal } from "./terminal.ts";

/** An error for programs. */
export interface ErrorValue {
  /** `MKWEB_…`; permanent. */
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  /** Paths that are at fault, or were touched. */
  readonly files: readonly string[];
}

/** @param terminal Where messages name files from; `files` has whole paths. */
export function errorValue(error: unknown, terminal: Pick<Terminal, "cwd">): ErrorValue {
  if (error instanceof MkwebError) {
    const { code, message, hint, files } = error;
    return { code, message: printable(message), hint: hint ?? null, files };
  }
  const mistake = explainMistake(error, terminal.cwd);
  if (mistake) {
    const { code, message, lines, hint, file } = mistake;
    const text = lines === "" ? message : `${message}\n\n${lines}`;
    return { code, message: printable(text), hint, files: file === undefined ? [] : [file] };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: "MKWEB_UNEXPECTED",
    message: printable(message),
    hint: "The standard error shows where it happened.",
    files: [],
  };
}
