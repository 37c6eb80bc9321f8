/** A value's text, or the HTML it gives for itself. */
import { htmlOf } from "../safe.ts";
import { text } from "./text.ts";

export function valueText(value: unknown): string {
  return typeof value === "object" && value !== null ? (htmlOf(value) ?? text(value)) : text(value);
}
