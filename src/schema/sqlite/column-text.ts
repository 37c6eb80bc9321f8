import { notUnderstood } from "../failures.ts";
import { placedWords, type Word } from "./tokens.ts";

export type ClauseKind =
  | "primary"
  | "null"
  | "unique"
  | "check"
  | "default"
  | "collate"
  | "references"
  | "generated";

export interface Clause {
  readonly kind: ClauseKind;
  readonly text: string;
}

/** A column's definition by SQLite's grammar; each clause keeps its text. */
export interface ColumnText {
  /** As written, including quotes. */
  readonly name: string;
  readonly type: string;
  readonly clauses: readonly Clause[];
}

/** @throws {MkwebError} `MKWEB_MIGRATION_FAILED`: the text contains unknown syntax. */
export function parseColumn(text: string): ColumnText {
  return new ColumnReader(text).read();
}

/** Comments between two clauses are lost. */
export function printColumn({ name, type, clauses }: ColumnText): string {
  return [name, type, ...clauses.map((each) => each.text)].filter(Boolean).join(" ");
}

const starts =
  /^(?:constraint|primary|not|null|unique|check|default|collate|references|generated|as)$/i;

class ColumnReader {
  readonly #text: string;
  readonly #words: readonly Word[];
  #at = 1;

  constructor(text: string) {
    this.#text = text;
    this.#words = placedWords(text);
  }

  read(): ColumnText {
    while (!this.#isOver() && !this.#is(starts)) this.#next();
    const type = this.#between(1, this.#at);
    const clauses: Clause[] = [];
    while (!this.#isOver()) {
      const start = this.#at;
      if (this.#is(/^constraint$/i)) this.#at += 2;
      const kind = this.#clause();
      if (kind !== "references" && this.#is(/^on$/i, /^conflict$/i)) this.#at += 3;
      if (kind === "primary" && this.#is(/^autoincrement$/i)) this.#at += 1;
      clauses.push({ kind, text: this.#between(start, this.#at) });
    }
    return { name: this.#words[0]?.text ?? "", type, clauses };
  }

  #clause(): ClauseKind {
    const word = this.#words[this.#at]?.text.toLowerCase() ?? "";
    this.#at += 1;
    switch (word) {
      case "primary":
        this.#at += 1;
        if (this.#is(/^(?:asc|desc)$/i)) this.#at += 1;
        return "primary";
      case "not":
        this.#at += 1;
        return "null";
      case "null":
      case "unique":
        return word;
      case "check":
        this.#next();
        return "check";
      case "collate":
        this.#at += 1;
        return "collate";
      case "default":
        return this.#default();
      case "generated":
        this.#at += 2;
        return this.#generated();
      case "as":
        return this.#generated();
      case "references":
        return this.#references();
      default:
        throw notUnderstood(`Cannot read "${word}" in the column ${this.#text.trim()}.`);
    }
  }

  #default(): "default" {
    if (this.#is(/^[+-]$/)) this.#at += 1;
    if (this.#is(/^x$/i, /^'/)) this.#at += 1;
    this.#next();
    return "default";
  }

  #generated(): "generated" {
    this.#next();
    if (this.#is(/^(?:stored|virtual)$/i)) this.#at += 1;
    return "generated";
  }

  #references(): "references" {
    this.#at += 1;
    if (this.#is(/^\($/)) this.#next();
    for (;;) {
      if (this.#is(/^on$/i, /^(?:delete|update)$/i)) {
        this.#at += this.#is(/./, /./, /^(?:set|no)$/i) ? 4 : 3;
      } else if (this.#is(/^match$/i)) {
        this.#at += 2;
      } else if (this.#is(/^not$/i, /^deferrable$/i) || this.#is(/^deferrable$/i)) {
        this.#at += this.#is(/^not$/i) ? 2 : 1;
        if (this.#is(/^initially$/i)) this.#at += 2;
      } else {
        return "references";
      }
    }
  }

  #isOver(): boolean {
    return this.#at >= this.#words.length;
  }

  #is(...expected: readonly RegExp[]): boolean {
    return expected.every((each, place) => each.test(this.#words[this.#at + place]?.text ?? ""));
  }

  /** Reads one word, or everything in parentheses. */
  #next(): void {
    let depth = 0;
    do {
      const text = this.#words[this.#at]?.text;
      if (text === "(") depth += 1;
      if (text === ")") depth -= 1;
      this.#at += 1;
    } while (depth > 0 && !this.#isOver());
  }

  #between(start: number, end: number): string {
    if (end <= start) return "";
    return this.#text.slice(this.#words[start]?.start, this.#words[end - 1]?.end);
  }
}

/** Removes the name of a clause's constraint: `CONSTRAINT "x" CHECK (...)`. */
export function withoutName(clause: string): string {
  return clause.replace(/^constraint\s+\S+\s+/i, "");
}
