import { ImproperlyConfigured } from "../../conf/index.ts";
import type { Converter } from "./converters.ts";
import { NO_ARGS, NO_KWARGS, type Form, type Pattern, type PatternMatch } from "./pattern.ts";
import { pythonRegex, type TranslatedRegex } from "./python-regex.ts";
import { reverseForms } from "../reverse/reverse-forms.ts";

const NO_CONVERTERS: ReadonlyMap<string, Converter> = new Map();

/** The syntax of `rePath()`: a regular expression, Python's as text or JavaScript's as a RegExp. */
export class RegexPattern implements Pattern {
  readonly text: string;
  readonly converters = NO_CONVERTERS;
  readonly #regex: RegExp;
  readonly #pattern: string | RegExp;
  #forms: readonly Form[] | undefined;

  /** @throws {ImproperlyConfigured} Invalid expression, or syntax that JavaScript lacks. */
  constructor(pattern: string | RegExp, isEndpoint: boolean) {
    this.#pattern = pattern;
    this.text = typeof pattern === "string" ? pattern : pattern.source;
    const { source, flags } = typeof pattern === "string" ? pythonRegex(pattern) : partsOf(pattern);
    // A whole pattern that ends in $ must not match before a final line feed.
    const whole = isEndpoint && this.text.endsWith("$");
    this.#regex = new RegExp(whole ? `^(?:${source})$` : source, flags);
    refuseUnsafeNames(this.text);
  }

  match(path: string, start: number): PatternMatch | undefined {
    const found = this.#regex.exec(start === 0 ? path : path.slice(start));
    if (found === null) return undefined;
    const end = start + found.index + found[0].length;
    if (found.groups === undefined) return { end, args: found.slice(1), kwargs: NO_KWARGS };
    const named = Object.entries(found.groups).filter(([, value]) => value !== undefined);
    return { end, args: NO_ARGS, kwargs: Object.fromEntries(named) };
  }

  checkSource(suffix: string): string | undefined {
    if (typeof this.#pattern !== "string") return undefined;
    return pythonRegex(this.#pattern, { groupSuffix: suffix }).source.replace(/^\^/, "");
  }

  get forms(): readonly Form[] {
    return (this.#forms ??= reverseForms(this.text));
  }
}

function partsOf(regex: RegExp): TranslatedRegex {
  return { source: regex.source, flags: regex.flags.replace(/[gyd]/g, "") };
}

function refuseUnsafeNames(text: string): void {
  if (/\(\?P?<__proto__>/.test(text)) {
    throw new ImproperlyConfigured(`"${text}" uses the group name '__proto__'.`, {
      hint: "Give the group another name.",
    });
  }
}
