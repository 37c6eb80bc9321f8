/** Quotes words for a shell, only where needed. */
export function shellWords(words: readonly string[], platform: string = process.platform): string {
  return words.map((word) => quoteForShell(word, platform)).join(" ");
}

function quoteForShell(word: string, platform: string): string {
  // Compiling the Unicode expression takes V8 longer than a whole plan, so try the simple one first.
  if (/^[\w@%+=:,./-]+$/.test(word) || /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word)) return word;
  if (platform === "win32") return `"${word}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
