import { stripTypeScriptTypes } from "node:module";

/**
 * Removes types from TypeScript with Node's own function: types become blanks, so lines and columns stay.
 *
 * @throws {SyntaxError} It cannot be parsed, or has an enum or a namespace, which are more than types.
 */
export function stripTypes(code: string): string {
  const emit = process.emitWarning.bind(process);
  const descriptor = Object.getOwnPropertyDescriptor(process, "emitWarning") ?? {};
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    // The warning about an experimental feature is for us, not for the user.
    if (String(warning).startsWith("stripTypeScriptTypes ")) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    return stripTypeScriptTypes(code);
  } finally {
    Object.defineProperty(process, "emitWarning", descriptor);
  }
}

/** Whether an error of {@link stripTypes} means that the code is incomplete. */
export function isUnfinished(error: unknown): boolean {
  return (
    error instanceof Error &&
    /['`]<eof>['`]|Unexpected eof|Unterminated (?:template|block comment)/.test(error.message)
  );
}

/** Whether it is TypeScript that Node cannot strip. */
export function isMoreThanTypes(error: unknown): boolean {
  return Object(error).code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
}
