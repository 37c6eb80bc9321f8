/** Whether a whole text matches a shell pattern, as in Python's `fnmatchcase()`. `*` and `?` also match slashes. */
export function fnmatch(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${translate(pattern)})$`, "su").test(text);
}

export function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fnmatch(text, pattern));
}

function translate(pattern: string): string {
  const letters = Array.from(pattern);
  let source = "";
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? "";
    const end = letter === "[" ? endOfSet(letters, at + 1) : -1;
    if (letter === "*") source += ".*";
    else if (letter === "?") source += ".";
    else if (end !== -1) {
      source += setOf(letters.slice(at + 1, end));
      at = end;
    } else source += letter.replace(/[\^$\\.*+?()[\]{}|/]/, "\\$&");
  }
  return source;
}

/** The end of a character set; -1 if it is not closed. A bracket at its beginning belongs to it. */
function endOfSet(letters: readonly string[], start: number): number {
  const first = letters[start] === "!" ? start + 1 : start;
  return letters.indexOf("]", letters[first] === "]" ? first + 1 : first);
}

function setOf(letters: readonly string[]): string {
  const isNegated = letters[0] === "!";
  const inside = isNegated ? letters.slice(1) : letters;
  const parts: string[] = [];
  for (let at = 0; at < inside.length; at++) {
    const [from = "", dash, to] = inside.slice(at, at + 3);
    if (dash !== "-" || to === undefined) parts.push(escapeInSet(from));
    else {
      if (from <= to) parts.push(`${escapeInSet(from)}-${escapeInSet(to)}`);
      at += 2;
    }
  }
  // A reversed range matches nothing.
  if (parts.length === 0) return isNegated ? "." : "(?!)";
  return `[${isNegated ? "^" : ""}${parts.join("")}]`;
}

/** A hyphen is special within a set, and must not be escaped outside. */
function escapeInSet(letter: string): string {
  return letter.replace(/[\^$\\.*+?()[\]{}|/-]/, "\\$&");
}
