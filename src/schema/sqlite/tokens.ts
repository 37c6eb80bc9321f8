/** Tokens of SQLite's SQL: comments, texts, names in any quotes, words, numbers, spaces, single characters. */
const token =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?\w*|\s+|[\s\S]/g;

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits a text completely into tokens. */
export function tokensOf(sql: string): readonly string[] {
  return sql.match(token) ?? [];
}

/** Tokens other than spaces and comments, with their positions. */
export function placedWords(sql: string): readonly Word[] {
  return Array.from(sql.matchAll(token))
    .filter(([text]) => !/^(?:\s|--|\/\*)/.test(text))
    .map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }));
}

/** Tokens other than spaces and comments. */
export function wordsOf(sql: string): readonly string[] {
  return placedWords(sql).map(({ text }) => text);
}

/** A name without its quotes. */
export function unquoted(name: string): string {
  const end = name.at(-1) ?? "";
  return /^["'`[]/.test(name) ? name.slice(1, -1).replaceAll(end + end, end) : name;
}

/** Whether SQL mentions a name, in any quotes: old versions of SQLite also accept `'x'` as a name. */
export function mentions(sql: string, name: string): boolean {
  return wordsOf(sql).some((word) => isSameName(unquoted(word), name));
}

export function isSameName(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
