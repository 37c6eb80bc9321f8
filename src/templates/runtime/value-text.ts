/** The text of a value, or its own HTML. */
import { htmlOf } from "../safe.ts";
import { text } from "./text.ts";

export function valueText(value: unknown): string {
  return typeof value === "object" && value !== null ? (htmlOf(value) ?? text(value)) : text(value);
}
