/** Filters that choose between values. */
import type { Library } from "../library.ts";
import { truthy } from "../runtime/compare.ts";
import { text } from "../runtime/text.ts";
import { pretty } from "./pretty.ts";
import { SafeString } from "../safe-string.ts";

const required = { argument: "required" } as const;

export function registerLogicFilters(library: Library): void {
  library
    .filter(
      "default",
      (value: unknown, other: unknown) => (truthy(value) ? value : other),
      required,
    )
    .filter(
      "default_if_none",
      (value: unknown, other: unknown) => (value === null ? other : value),
      required,
    )
    .filter("yesno", yesNo, { argument: "optional" })
    .filter("pprint", (value: unknown) => pretty(value), { isSafe: true, argument: "none" });
}

/** One of two or three words, for true, false and `None`. */
function yesNo(value: unknown, argument: unknown = "yes,no,maybe"): unknown {
  if (argument !== null && typeof argument !== "string" && !(argument instanceof SafeString)) {
    throw new TypeError(`'${typeof argument}' object has no attribute 'split'`);
  }
  const words = (argument === null ? "yes,no,maybe" : text(argument)).split(",");
  if (words.length < 2) return value;
  const [yes, no, maybe] = words.length === 3 ? words : [words[0], words[1], words[1]];
  if (value === null) return maybe;
  return truthy(value) ? yes : no;
}
