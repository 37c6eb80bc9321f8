import { inspect } from "node:util";
import { maskText } from "../secrets/index.ts";

/** Control characters, those that end a line or change the direction of text, and halves of characters. */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** Text from outside as one line of a log or a terminal shows it: `\n` and ESC as they are written in code. */
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
 * An error with its stack and its causes for a log. Messages are one line each, whatever a client put into
 * them, and passwords in them are masked.
 */
export function logError(error: unknown): string {
  return causesOf(error)
    .map((each, at) => (at === 0 ? stackOf(each) : `Caused by: ${stackOf(each)}`))
    .join("\n");
}

/** An error and what caused it, the outermost first; a circle ends where it closes. */
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
  // What follows the message is Node's own; the message may look like it.
  const from = stack.indexOf(message);
  const frames = (from === -1 ? stack : stack.slice(from + message.length)).split("\n").slice(1);
  const ours = frames.filter((line) => /^\s+at /.test(line)).map((line) => `\n${logText(line)}`);
  const hint =
    "hint" in error && typeof error.hint === "string" ? `\nhint: ${logText(error.hint)}` : "";
  return logText(maskText(`${name}: ${message}`)) + hint + ours.join("");
}
