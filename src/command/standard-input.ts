import { text } from "node:stream/consumers";

/** Reads standard input to its end. */
export function readInput(): Promise<string> {
  return text(process.stdin);
}

/** Whether a person would have to type it. */
export function isInputTyped(): boolean {
  return process.stdin.isTTY;
}
