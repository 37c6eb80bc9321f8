import { inspect } from "node:util";
import { maskText } from "../secrets/index.ts";

/** Control characters, characters that end a line or change text direction, and lone surrogates. */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/**
 * Escapes text from outside for one line of a log or terminal: line breaks become `\n`, ESC `\x1b`.
 *
 * @example
 * console.log(logText("two\nlines")); // two\nlines, on one line
 */
export function logText(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return (
    SHORT[character] ??
    (code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`)
  );
}

/**
 * Formats an error with its stack and causes for a log. Each message is one line, whatever a client put into it, and
 * passwords are masked.
 *
 * @example
 * await sendMessages([]).catch((error) => console.error(logError(error)));
 */
export function logError(error: unknown): string {
  return causesOf(error)
    .map((each, at) => (at === 0 ? stackOf(each) : `Caused by: ${stackOf(each)}`))
    .join("\n");
}

/**
 * Returns an error and its causes, outermost first; each error appears once.
 *
 * @example
 * const inner = new Error("No route to host");
 * console.log(causesOf(new Error("Cannot connect", { cause: inner })).length); // 2
 */
export function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  const waiting = [error];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (chain.includes(next) || chain.length >= 10) continue;
    chain.push(next);
    if (next instanceof AggregateError) waiting.push(...next.errors);
    if (next instanceof Error && next.cause !== undefined) waiting.push(next.cause);
  }
  return chain.length > 0 ? chain : [error];
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error))
    return logText(maskText(inspect(error, { breakLength: Infinity })));
  const { name, message, stack = "" } = error;
  // Frames come after the message, which may look like one.
  const from = stack.indexOf(message);
  const frames = (from === -1 ? stack : stack.slice(from + message.length)).split("\n").slice(1);
  const ours = frames.filter((line) => /^\s+at /.test(line)).map((line) => `\n${logText(line)}`);
  const hint =
    "hint" in error && typeof error.hint === "string" ? `\nhint: ${logText(error.hint)}` : "";
  return logText(maskText(`${name}: ${message}`)) + hint + ours.join("");
}
