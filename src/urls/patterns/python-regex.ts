import { ImproperlyConfigured } from "../../conf/index.ts";

export interface RegexOptions {
  /**
   * Appended to the names of named groups; unnamed groups then do not capture. Lets several expressions
   * become one. Default: all groups stay as they are.
   */
  readonly groupSuffix?: string | undefined;
}

/** A Python regular expression translated to JavaScript, to be compiled with flag `v`. */
export interface TranslatedRegex {
  readonly source: string;
  /** `v`, plus `i`, `m` or `s` if the expression begins with `(?i)` and so on. */
  readonly flags: string;
}

/**
 * Translates a Python regular expression, as Django's patterns use. Character classes are Unicode's, as in
 * Python: `\d` is any decimal digit, `\w` any letter.
 *
 * @throws {ImproperlyConfigured} Invalid expression, or syntax that JavaScript lacks.
 */
export function pythonRegex(pattern: string, options: RegexOptions = {}): TranslatedRegex {
  return new Translation(pattern, options.groupSuffix).translate();
}

/** Escapes literal text for a regular expression with flag `v`. */
export function quoteLiteral(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/-]/g, (character) =>
    character === "-" ? "\\x2d" : `\\${character}`,
  );
}

/** Whether the expression may match a slash. Returns true when in doubt. */
export function couldMatchSlash(regex: string): boolean {
  if (regex === "[^/]+") return false;
  if (/[./^]|\\[^dw-]|\(\?/.test(regex)) return true;
  return [...regex.matchAll(/(.)-([^\]])/g)].some(
    ([, from = "", to = ""]) => from <= "/" && to >= "/",
  );
}

const SETS: Readonly<Record<string, readonly [unicode: string, ascii: string]>> = {
  d: ["\\p{Nd}", "0-9"],
  s: ["\\s\\x1c-\\x1f\\x85", "\\t-\\r "],
  w: ["\\p{L}\\p{N}_", "a-zA-Z0-9_"],
};
const CONTROLS: Readonly<Record<string, string>> = {
  a: "\\x07",
  f: "\\f",
  n: "\\n",
  r: "\\r",
  t: "\\t",
  v: "\\v",
};

class Translation {
  readonly #pattern: string;
  readonly #suffix: string | undefined;
  #at = 0;
  #flags = new Set<string>();

  constructor(pattern: string, suffix: string | undefined) {
    this.#pattern = pattern;
    this.#suffix = suffix;
  }

  translate(): TranslatedRegex {
    const global = /^\(\?([aimsux]+)\)/.exec(this.#pattern);
    if (global) {
      this.#flags = new Set(global[1]);
      this.#at = global[0].length;
    }
    if (this.#flags.has("x")) this.#refuse("the verbose flag (?x)");
    let source = "";
    while (this.#at < this.#pattern.length) source += this.#next();
    const flags = `v${["i", "m", "s"].filter((flag) => this.#flags.has(flag)).join("")}`;
    this.#compileOrRefuse(source, flags);
    return { source, flags };
  }

  #next(): string {
    const character = this.#take();
    switch (character) {
      case "\\":
        return this.#escape();
      case "[":
        return this.#set();
      case "(":
        return this.#group();
      case ".":
        return this.#flags.has("s") ? "[\\s\\S]" : "[^\\n]";
      case "$":
        return this.#flags.has("m") ? "$" : "(?=\\n?$)";
      case "{":
        return this.#braces();
      default:
        return "^*+?|)".includes(character) ? character : quoteLiteral(character);
    }
  }

  /** Takes one whole character. */
  #take(): string {
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }

  #eat(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.#pattern.slice(this.#at));
    if (found) this.#at += found[0].length;
    return found ?? undefined;
  }

  #escape(): string {
    if (this.#at >= this.#pattern.length) this.#refuse("a backslash at the end");
    const octal = this.#eat(/^(?:0[0-7]{0,2}|[0-3][0-7]{2})/);
    if (octal) return codePoint(Number.parseInt(octal[0], 8));
    const reference = this.#eat(/^[1-9][0-9]?/);
    // Groups lose their numbers here, so a numbered reference matches anything.
    if (reference) return this.#suffix === undefined ? `\\${reference[0]}(?:)` : "[\\s\\S]*";
    const character = this.#take();
    if (character === "A") return "(?<![\\s\\S])";
    if (character === "Z") return "(?![\\s\\S])";
    if (character === "b" || character === "B") return this.#wordBoundary(character === "B");
    const set = this.#setEscape(character);
    if (set !== undefined) return `[${set}]`;
    return this.#plainEscape(character);
  }

  /** Translates `\d` and the like for use between brackets. */
  #setEscape(character: string): string | undefined {
    const set = SETS[character.toLowerCase()];
    if (set === undefined) return undefined;
    const inside = this.#flags.has("a") ? set[1] : set[0];
    return character === character.toLowerCase() ? inside : `[^${inside}]`;
  }

  /** Translates an escape for one character, inside or outside brackets. */
  #plainEscape(character: string): string {
    const control = CONTROLS[character];
    if (control !== undefined) return control;
    const digits = { x: 2, u: 4, U: 8 }[character];
    if (digits !== undefined) {
      const hex = this.#eat(new RegExp(`^[0-9a-fA-F]{${digits}}`));
      if (hex === undefined) this.#refuse(`an incomplete \\${character}`);
      else return codePoint(Number.parseInt(hex[0], 16));
    }
    if (/[a-zA-Z0-9]/.test(character)) this.#refuse(`\\${character}`);
    return quoteLiteral(character);
  }

  #wordBoundary(negated: boolean): string {
    const word = `[${this.#setEscape("w") ?? ""}]`;
    const [same, other] = negated ? ["?=", "?!"] : ["?!", "?="];
    return `(?:(?<=${word})(${same}${word})|(?<!${word})(${other}${word}))`;
  }

  #set(): string {
    const negated = this.#eat(/^\^/) !== undefined;
    let inside = "";
    for (let first = true; first || this.#pattern[this.#at] !== "]"; first = false) {
      if (this.#at >= this.#pattern.length) this.#refuse("a [ without its ]");
      inside += this.#setMember();
    }
    this.#at++;
    return `[${negated ? "^" : ""}${inside}]`;
  }

  #setMember(): string {
    const from = this.#setCharacter();
    if (from.isSet || !/^-[^\]]/.test(this.#pattern.slice(this.#at))) return from.source;
    this.#at++;
    const to = this.#setCharacter();
    if (to.isSet) this.#refuse("a range that ends in a class");
    return `${from.source}-${to.source}`;
  }

  #setCharacter(): { readonly source: string; readonly isSet: boolean } {
    const character = this.#take();
    if (character !== "\\")
      return { source: codePoint(character.codePointAt(0) ?? 0), isSet: false };
    const octal = this.#eat(/^[0-7]{1,3}/);
    if (octal) return { source: codePoint(Number.parseInt(octal[0], 8)), isSet: false };
    const escaped = this.#take();
    if (escaped === "b") return { source: "\\x08", isSet: false };
    const set = this.#setEscape(escaped);
    if (set !== undefined) return { source: set, isSet: true };
    return { source: this.#plainEscape(escaped), isSet: false };
  }

  #group(): string {
    const plain = this.#eat(/^\?(?::|=|!|<=|<!)/);
    if (plain) return `(${plain[0]}`;
    if (this.#eat(/^\?#[^)]*\)/)) return "";
    const name = this.#eat(/^\?P?<([\p{XID_Start}_]\p{XID_Continue}*)>/u)?.[1];
    if (name !== undefined) return `(?<${name}${this.#suffix ?? ""}>`;
    const reference = this.#eat(/^\?P=([^)]*)\)/)?.[1];
    if (reference !== undefined) return `\\k<${reference}${this.#suffix ?? ""}>`;
    if (this.#pattern[this.#at] === "?") {
      this.#refuse(this.#pattern.slice(this.#at - 1, this.#at + 3));
    }
    return this.#suffix === undefined ? "(" : "(?:";
  }

  /** Reads `{2,5}`, or the character itself if it counts nothing. */
  #braces(): string {
    const range = this.#eat(/^(?:([0-9]+)|([0-9]*),([0-9]*))\}/);
    if (range === undefined) return "\\{";
    const [, exact, from = "", to = ""] = range;
    return exact === undefined ? `{${from || "0"},${to}}` : `{${exact}}`;
  }

  #compileOrRefuse(source: string, flags: string): void {
    try {
      RegExp(source, flags);
    } catch (cause) {
      throw new ImproperlyConfigured(`"${this.#pattern}" is not a valid regular expression.`, {
        cause,
      });
    }
  }

  #refuse(what: string): never {
    throw new ImproperlyConfigured(
      `"${this.#pattern}" is not a valid regular expression here: ${what} has no counterpart in JavaScript.`,
      { hint: "Write it in another way, or give rePath() a JavaScript RegExp." },
    );
  }
}

function codePoint(code: number): string {
  return `\\u{${code.toString(16)}}`;
}
