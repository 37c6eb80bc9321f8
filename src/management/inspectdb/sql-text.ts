/** What is read out of the SQL that a database keeps. */

/** The texts in `'a', 'it''s'`. */
export function quotedTexts(sql: string): readonly string[] {
  return Array.from(sql.matchAll(/'((?:[^']|'')*)'/g), ([, text = ""]) =>
    text.replaceAll("''", "'"),
  );
}

/** A text as a regular expression that matches it alone. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
