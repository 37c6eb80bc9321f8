/** Words as a shell takes them; quoted only where it must be. */
export function shellWords(words: readonly string[], platform: string = process.platform): string {
  return words.map((word) => quoteForShell(word, platform)).join(" ");
}

function quoteForShell(word: string, platform: string): string {
  // The second takes V8 longer to make than a whole plan: only where the first does not do.
  if (/^[\w@%+=:,./-]+$/.test(word) || /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word)) return word;
  if (platform === "win32") return `"${word}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
