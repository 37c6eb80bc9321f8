/** SQL as SQLite reads it: comments, texts, names in any quotes, words, numbers, spaces, single signs. */
const token =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?\w*|\s+|[\s\S]/g;

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** All of a text, in pieces. */
export function tokensOf(sql: string): readonly string[] {
  return sql.match(token) ?? [];
}

/** What is neither space nor comment, with its place. */
export function placedWords(sql: string): readonly Word[] {
  return Array.from(sql.matchAll(token))
    .filter(([text]) => !/^(?:\s|--|\/\*)/.test(text))
    .map(({ 0: text, index }) => ({ text, start: index, end: index + text.length }));
}

/** What is neither space nor comment. */
export function wordsOf(sql: string): readonly string[] {
  return placedWords(sql).map(({ text }) => text);
}

/** A name without its quotes. */
export function unquoted(name: string): string {
  const end = name.at(-1) ?? "";
  return /^["'`[]/.test(name) ? name.slice(1, -1).replaceAll(end + end, end) : name;
}

/** Whether SQL mentions a name, in any quotes: an old SQLite takes `'x'` for one, too. */
export function mentions(sql: string, name: string): boolean {
  return wordsOf(sql).some((word) => isSameName(unquoted(word), name));
}

export function isSameName(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
