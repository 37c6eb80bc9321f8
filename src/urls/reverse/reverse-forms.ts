import type { Form } from "../patterns/pattern.ts";

/**
 * Lists the ways to write a URL that matches a regular expression, as Django does: repetitions as few times
 * as allowed, the first character of each class, an optional group with parameters both with and without it.
 * Alternatives (`|`) cannot be written; the result is then one empty form.
 */
export function reverseForms(regex: string): readonly Form[] {
  try {
    return new Reader(regex).read();
  } catch (error) {
    if (error instanceof Unwritable) return [[]];
    throw error;
  }
}

class Unwritable extends Error {}

type Token = Form[number];

/** Part of an expression: the ways to write it, and whether it captures. */
interface Piece {
  readonly forms: readonly Form[];
  readonly captures: boolean;
}

const REPRESENTATIVES: Readonly<Record<string, string>> = {
  A: "",
  b: "",
  B: "",
  d: "0",
  D: "x",
  s: " ",
  S: "x",
  w: "x",
  W: "!",
  Z: "",
};

class Reader {
  readonly #regex: string;
  #at = 0;
  #unnamed = 0;

  constructor(regex: string) {
    this.#regex = regex.replace(/^\(\?[aimsux]+\)/, "");
  }

  read(): readonly Form[] {
    return joined(this.#sequence());
  }

  /** Reads pieces up to the end, a `)`, or a `$`, which ends the whole expression. */
  #sequence(): Piece[] {
    const pieces: Piece[] = [];
    while (this.#at < this.#regex.length && this.#regex[this.#at] !== ")") {
      const character = this.#regex[this.#at++] ?? "";
      if (character === "$") this.#at = this.#regex.length;
      else if (character === "|") throw new Unwritable();
      else if (character === "(") pieces.push(...this.#group());
      else if ("*?+{".includes(character)) this.#quantify(pieces, character);
      else if (character !== "^") pieces.push(literal(this.#representative(character)));
    }
    return pieces;
  }

  #representative(character: string): string {
    if (character === "\\") {
      const escaped = this.#regex[this.#at++] ?? "";
      return REPRESENTATIVES[escaped] ?? escaped;
    }
    if (character === "[") {
      const first = this.#regex[this.#at++] ?? "";
      const representative = first === "\\" ? this.#representative(first) : first;
      while (this.#at < this.#regex.length && this.#regex[this.#at] !== "]") {
        this.#at += this.#regex[this.#at] === "\\" ? 2 : 1;
      }
      this.#at++;
      return representative;
    }
    return character;
  }

  #group(): Piece[] {
    if (this.#eat(/^\?:/)) {
      const pieces = this.#sequence();
      this.#at++;
      return [{ forms: joined(pieces), captures: pieces.some(({ captures }) => captures) }];
    }
    const reference = this.#eat(/^\?P=([^)]*)\)/)?.[1];
    if (reference !== undefined) {
      return [{ forms: [[{ name: reference, repeats: true }]], captures: true }];
    }
    const name = this.#eat(/^\?P?<([^>=!]+)>/)?.[1];
    const isAssertion = name === undefined && this.#regex[this.#at] === "?";
    this.#skipToEnd();
    if (isAssertion) return [];
    return [{ forms: [[{ name: name ?? `_${this.#unnamed++}` }]], captures: true }];
  }

  #eat(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.#regex.slice(this.#at));
    if (found) this.#at += found[0].length;
    return found ?? undefined;
  }

  /** Skips past the `)` of the current group. */
  #skipToEnd(): void {
    for (let depth = 1; depth > 0 && this.#at < this.#regex.length; this.#at++) {
      const character = this.#regex[this.#at];
      if (character === "\\") this.#at++;
      else if (character === "(") depth++;
      else if (character === ")") depth--;
    }
  }

  #quantify(pieces: Piece[], character: string): void {
    const least = character === "{" ? this.#eat(/^([0-9]*)[0-9,]*\}/)?.[1] : undefined;
    const count = character === "+" ? 1 : Number(least ?? 0);
    this.#eat(/^\?/);
    const piece = pieces.pop();
    if (piece === undefined) return;
    if (count > 0) pieces.push(...Array.from({ length: count }, () => piece));
    // Once decided, an optional group does not count as a group for its surroundings.
    else if (piece.captures) pieces.push({ forms: [[], ...piece.forms], captures: false });
  }
}

const literal = (text: string): Piece => ({ forms: [[text]], captures: false });

/** Combines the forms of all pieces, in order. */
function joined(pieces: readonly Piece[]): readonly Form[] {
  let forms: Token[][] = [[]];
  for (const piece of pieces) {
    forms = forms.flatMap((form) => piece.forms.map((more) => [...form, ...more]));
  }
  return forms;
}
