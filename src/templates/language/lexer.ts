/** Splits template source into tokens. */
import { smartSplit } from "./split.ts";

export type TokenKind = "text" | "variable" | "block" | "comment";

/** A part of a template: plain text, or the trimmed contents of a pair of delimiters. */
export class Token {
  readonly kind: TokenKind;
  readonly contents: string;
  /** The line of its start, counted from 1. */
  readonly line: number;

  constructor(kind: TokenKind, contents: string, line: number) {
    this.kind = kind;
    this.contents = contents;
    this.line = line;
  }

  /** The words of a tag; quoted text and `_("…")` stay together. */
  splitContents(): string[] {
    const bits = smartSplit(this.contents);
    const words: string[] = [];
    for (let at = 0; at < bits.length; at++) {
      const bit = bits[at] ?? "";
      const end = /^_\(["']/.test(bit)
        ? bits.findIndex((each, to) => to >= at && each.endsWith(`${bit.charAt(2)})`))
        : at;
      words.push(bits.slice(at, Math.max(at, end) + 1).join(" "));
      at = Math.max(at, end);
    }
    return words;
  }
}

const tags = /(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})/;

/** Tags never span lines; delimiters that do are plain text. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let verbatim: string | undefined;
  let line = 1;
  let inTag = false;
  for (const piece of source.split(tags)) {
    if (piece !== "") {
      const token = inTag ? tagToken(piece, line, verbatim) : new Token("text", piece, line);
      if (token.kind === "block") {
        if (verbatim !== undefined) verbatim = undefined;
        else if (/^verbatim(?: |$)/.test(token.contents)) verbatim = `end${token.contents}`;
      }
      tokens.push(token);
      line += piece.split("\n").length - 1;
    }
    inTag = !inTag;
  }
  return tokens;
}

function tagToken(piece: string, line: number, verbatim: string | undefined): Token {
  const contents = piece.slice(2, -2).trim();
  if (verbatim !== undefined) {
    const ends = piece.startsWith("{%") && contents === verbatim;
    return ends ? new Token("block", contents, line) : new Token("text", piece, line);
  }
  const kinds = { "{%": "block", "{{": "variable", "{#": "comment" } as const;
  const start = piece.slice(0, 2);
  return new Token(start === "{%" || start === "{{" ? kinds[start] : "comment", contents, line);
}
