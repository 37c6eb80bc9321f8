import { stripTypeScriptTypes } from "node:module";

/**
 * JavaScript of code that may be TypeScript, by Node's own hand: types become blanks, so that lines and columns stay.
 *
 * @throws {SyntaxError} It cannot be read, or has an enum or a namespace, which are more than types.
 */
export function stripTypes(code: string): string {
  const emit = process.emitWarning.bind(process);
  const descriptor = Object.getOwnPropertyDescriptor(process, "emitWarning") ?? {};
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]) => {
    // That it is experimental is for who chose it, not for who types.
    if (String(warning).startsWith("stripTypeScriptTypes ")) return;
    Reflect.apply(emit, process, [warning, ...rest]);
  };
  try {
    return stripTypeScriptTypes(code);
  } finally {
    Object.defineProperty(process, "emitWarning", descriptor);
  }
}

/** Whether an error of {@link stripTypes} says that there is more to come. */
export function isUnfinished(error: unknown): boolean {
  return (
    error instanceof Error &&
    /['`]<eof>['`]|Unexpected eof|Unterminated (?:template|block comment)/.test(error.message)
  );
}

/** Whether it is TypeScript that Node does not take the types from. */
export function isMoreThanTypes(error: unknown): boolean {
  return Object(error).code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
}
