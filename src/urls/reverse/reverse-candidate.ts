import { isDeepStrictEqual } from "node:util";
import { quoter } from "../../http/index.ts";
import { toUrl, type Converter } from "../patterns/converters.ts";
import type { Form, Pattern } from "../patterns/pattern.ts";

export type Kwargs = Readonly<Record<string, unknown>>;

/** One chain of patterns from which a URL may be built. */
export class ReverseCandidate {
  /** The routes of the chain, as written. */
  readonly route: string;
  readonly #patterns: readonly Pattern[];
  readonly #defaults: Kwargs;
  #prepared: Prepared | undefined;

  constructor(patterns: readonly Pattern[], defaults: Kwargs) {
    this.route = patterns.map(({ text }) => text).join("");
    this.#patterns = patterns;
    this.#defaults = defaults;
  }

  /**
   * Builds the escaped URL for these arguments; `undefined` if they do not fit.
   *
   * @param prefix Start of the URL, at least a slash.
   */
  build(prefix: string, args: readonly unknown[], kwargs: Kwargs): string | undefined {
    const prepared = (this.#prepared ??= prepare(this.#patterns));
    for (const { form, parameters } of prepared.forms) {
      const given = this.#arguments(parameters, args, kwargs);
      const texts = given && textsOf(given, prepared.converters);
      const path = texts && writeForm(form, texts);
      if (path === undefined || !prepared.fits(path)) continue;
      return quotePath(prefix + path);
    }
    return undefined;
  }

  /** The arguments by name; `undefined` for too many, too few or unknown ones. */
  #arguments(
    parameters: readonly string[],
    args: readonly unknown[],
    kwargs: Kwargs,
  ): readonly (readonly [string, unknown])[] | undefined {
    if (args.length > 0) {
      if (args.length !== parameters.length) return undefined;
      return parameters.map((name, at) => [name, args[at]]);
    }
    const defaults = this.#defaults;
    const isMissing = parameters.some((name) => !Object.hasOwn(kwargs, name));
    const isUnknown = Object.keys(kwargs).some(
      (name) => !parameters.includes(name) && !Object.hasOwn(defaults, name),
    );
    if (isMissing || isUnknown) return undefined;
    const differs = Object.keys(defaults).some(
      (name) =>
        !parameters.includes(name) &&
        Object.hasOwn(kwargs, name) &&
        !isDeepStrictEqual(kwargs[name], defaults[name]),
    );
    return differs ? undefined : Object.entries(kwargs);
  }
}

interface Prepared {
  readonly forms: readonly { readonly form: Form; readonly parameters: readonly string[] }[];
  readonly converters: ReadonlyMap<string, Converter>;
  /** Whether resolving the built path would find this view again. */
  fits(path: string): boolean;
}

/** Characters that RFC 3986 allows unescaped in a path. */
const quotePath = quoter("!$&'()*+,;=/~:@");

function prepare(patterns: readonly Pattern[]): Prepared {
  let forms: Form[] = [[]];
  for (const pattern of patterns) {
    forms = forms.flatMap((before) => pattern.forms.map((form) => [...before, ...form]));
  }
  return {
    forms: forms.map((form) => renumbered(form)),
    converters: new Map(patterns.flatMap(({ converters }) => [...converters])),
    fits: checkOf(patterns),
  };
}

/** Joins all patterns to one expression, or checks them one by one if some cannot be joined. */
function checkOf(patterns: readonly Pattern[]): (path: string) => boolean {
  const sources = patterns.map((pattern, at) => pattern.checkSource(`_${at}`));
  if (sources.every((source) => source !== undefined)) {
    const regex = new RegExp(`^${sources.join("")}`, "v");
    return (path) => regex.test(path);
  }
  return (path) => {
    let start: number | undefined = 0;
    for (const pattern of patterns) {
      start = start === undefined ? undefined : pattern.match(path, start)?.end;
    }
    return start !== undefined;
  };
}

/** Numbers unnamed groups through the whole chain. */
function renumbered(form: Form): { form: Form; parameters: readonly string[] } {
  let unnamed = 0;
  const numbered = form.map((token) =>
    typeof token !== "string" && /^_\d+$/.test(token.name) ? { name: `_${unnamed++}` } : token,
  );
  const parameters = numbered.flatMap((token) =>
    typeof token === "string" || token.repeats ? [] : [token.name],
  );
  return { form: numbered, parameters };
}

function textsOf(
  given: readonly (readonly [string, unknown])[],
  converters: ReadonlyMap<string, Converter>,
): ReadonlyMap<string, string> | undefined {
  const texts = new Map<string, string>();
  for (const [name, value] of given) {
    const text = toUrl(converters.get(name), value);
    if (text === undefined) return undefined;
    texts.set(name, text);
  }
  return texts;
}

function writeForm(form: Form, texts: ReadonlyMap<string, string>): string | undefined {
  let path = "";
  for (const token of form) {
    const text = typeof token === "string" ? token : texts.get(token.name);
    if (text === undefined) return undefined;
    path += text;
  }
  return path;
}
