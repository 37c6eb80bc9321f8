import { ImproperlyConfigured } from "../../conf/index.ts";
import { findConverter, toJs, type Converter } from "./converters.ts";
import { NO_ARGS, NO_KWARGS, type Form, type Pattern, type PatternMatch } from "./pattern.ts";
import { couldMatchSlash, pythonRegex, quoteLiteral } from "./python-regex.ts";

/** A captured part of a route. */
export interface Parameter {
  readonly name: string;
  readonly converter: Converter;
  /** Whether the captured text may span several path segments. */
  readonly spansSegments: boolean;
}

/** The syntax of `path()`: literal text with `<converter:name>` in it. */
export class RoutePattern implements Pattern {
  readonly text: string;
  /** Literal texts and parameters, alternating. */
  readonly parts: readonly (string | Parameter)[];
  readonly parameters: readonly Parameter[];
  readonly #isEndpoint: boolean;
  readonly #regex: RegExp | undefined;

  /** @throws {ImproperlyConfigured} Malformed route. */
  constructor(route: string, isEndpoint: boolean) {
    this.text = route;
    this.#isEndpoint = isEndpoint;
    this.parts = parseRoute(route);
    this.parameters = this.parts.filter((part) => typeof part !== "string");
    this.#regex = this.parameters.length === 0 ? undefined : this.#compile();
  }

  get converters(): ReadonlyMap<string, Converter> {
    return new Map(this.parameters.map(({ name, converter }) => [name, converter]));
  }

  match(path: string, start: number): PatternMatch | undefined {
    if (this.#regex === undefined) return this.#matchLiteral(path, start);
    this.#regex.lastIndex = start;
    const found = this.#regex.exec(path);
    if (found === null) return undefined;
    const kwargs: Record<string, unknown> = {};
    for (let at = 0; at < this.parameters.length; at++) {
      const parameter = this.parameters[at];
      if (parameter === undefined) continue;
      const value = toJs(parameter.converter, found[at + 1] ?? "");
      if (value === undefined) return undefined;
      kwargs[parameter.name] = value;
    }
    return { end: start + found[0].length, args: NO_ARGS, kwargs };
  }

  #matchLiteral(path: string, start: number): PatternMatch | undefined {
    const end = start + this.text.length;
    if (this.#isEndpoint && end !== path.length) return undefined;
    return path.startsWith(this.text, start)
      ? { end, args: NO_ARGS, kwargs: NO_KWARGS }
      : undefined;
  }

  /** Compiles a sticky expression with one group for each parameter; groups inside converters do not capture. */
  #compile(): RegExp {
    return new RegExp(this.#source("(") + (this.#isEndpoint ? "$" : ""), "yv");
  }

  #source(open: "(" | "(?:"): string {
    return this.parts
      .map((part) =>
        typeof part === "string"
          ? quoteLiteral(part)
          : `${open}${converterSource(part.converter)})`,
      )
      .join("");
  }

  checkSource(): string {
    return this.#source("(?:") + (this.#isEndpoint ? "$" : "");
  }

  get forms(): readonly Form[] {
    return [this.parts.map((part) => (typeof part === "string" ? part : { name: part.name }))];
  }
}

const PARAMETER = /<(?:([^>:]+):)?([^>]+)>/g;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

function parseRoute(route: string): (string | Parameter)[] {
  const parts: (string | Parameter)[] = [];
  let end = 0;
  for (const found of route.matchAll(PARAMETER)) {
    if (found.index > end) parts.push(route.slice(end, found.index));
    parts.push(parseParameter(route, found[0], found[1] ?? "str", found[2] ?? ""));
    end = found.index + found[0].length;
  }
  if (end < route.length) parts.push(route.slice(end));
  refuseRepeatedNames(route, parts);
  return parts;
}

function parseParameter(route: string, whole: string, kind: string, name: string): Parameter {
  const what = `URL route '${route}'`;
  if (/[ \t\n\r\v\f]/.test(whole)) {
    throw new ImproperlyConfigured(`${what} cannot contain whitespace in angle brackets <…>.`, {
      hint: `Write ${whole.replaceAll(/\s/g, "")}.`,
    });
  }
  if (!IDENTIFIER.test(name) || name === "__proto__") {
    throw new ImproperlyConfigured(
      `${what} uses parameter name '${name}' which isn't a valid identifier.`,
      { hint: "A name starts with a letter or _ and goes on with letters, digits or _." },
    );
  }
  const converter = findConverter(kind);
  if (converter === undefined) {
    throw new ImproperlyConfigured(`${what} uses invalid converter '${kind}'.`, {
      hint: "Use int, path, slug, str or uuid, or call registerConverter() before the route is defined.",
    });
  }
  return { name, converter, spansSegments: couldMatchSlash(converter.regex) };
}

function refuseRepeatedNames(route: string, parts: readonly (string | Parameter)[]): void {
  const seen = new Set<string>();
  for (const part of parts) {
    if (typeof part === "string") continue;
    if (seen.has(part.name)) {
      throw new ImproperlyConfigured(
        `URL route '${route}' uses parameter name '${part.name}' more than once.`,
        { hint: "Give each parameter its own name." },
      );
    }
    seen.add(part.name);
  }
}

/** The converter's expression with its own groups not capturing. */
function converterSource(converter: Converter): string {
  return pythonRegex(converter.regex, { groupSuffix: "" }).source;
}
