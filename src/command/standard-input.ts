import { text } from "node:stream/consumers";

/** All that the standard input holds, until its end. */
export function readInput(): Promise<string> {
  return text(process.stdin);
}

/** Whether somebody would have to type it. */
export function isInputTyped(): boolean {
  return process.stdin.isTTY;
}
