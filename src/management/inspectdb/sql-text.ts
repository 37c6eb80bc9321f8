/** Reads parts of the SQL that a database stores. */

/** The texts in `'a', 'it''s'`. */
export function quotedTexts(sql: string): readonly string[] {
  return Array.from(sql.matchAll(/'((?:[^']|'')*)'/g), ([, text = ""]) =>
    text.replaceAll("''", "'"),
  );
}

/** A regular expression that matches exactly this text. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
