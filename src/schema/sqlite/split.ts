import { placedWords } from "./tokens.ts";

/**
 * Splits a text into statements, as SQLite runs one at a time. Semicolons inside a trigger do not end a
 * statement.
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let start = 0;
  let words: string[] = [];
  const take = (end: number): void => {
    if (words.length > 0) statements.push(sql.slice(start, end).trim());
    words = [];
  };
  for (const { text, start: at, end } of placedWords(sql)) {
    if (text !== ";") words.push(text);
    else if (!isInsideTrigger(words)) {
      take(at);
      start = end;
    }
  }
  take(sql.length);
  return statements;
}

function isInsideTrigger(words: readonly string[]): boolean {
  const isTrigger = /^create (?:temp(?:orary)? )?trigger\b/i.test(words.slice(0, 3).join(" "));
  return isTrigger && !/^end$/i.test(words.at(-1) ?? "");
}
