import { MkwebError, type ErrorCode } from "../errors.ts";
import { explainMistake, printable } from "../mistakes/index.ts";
import type { Terminal } from "./terminal.ts";

/** An error for programs. */
export interface ErrorValue {
  /** `MKWEB_…`; never changes. */
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  /** Paths at fault or changed. */
  readonly files: readonly string[];
}

/** @param terminal Messages name files relative to its folder; `files` has absolute paths. */
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
    hint: "Standard error shows where it happened.",
    files: [],
  };
}
