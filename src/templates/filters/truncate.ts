/** Cuts plain text to a length. */
import { splitWords } from "../runtime/members.ts";
import { characters } from "../runtime/characters.ts";

const ellipsis = "…";

/** Combining marks do not count, as they are drawn over the character before. */
function isCombining(char: string): boolean {
  return char > "\u02ff" && /\p{M}/u.test(char) && !/\p{Me}|\p{Mc}/u.test(char);
}

/** Keeps at most this many characters, including the ellipsis. */
export function truncateCharacters(value: string, limit: number): string {
  if (limit <= 0) return "";
  const text = value.normalize("NFC");
  const all = characters(text);
  let count = 0;
  let end: number | undefined;
  for (const [at, char] of all.entries()) {
    if (isCombining(char)) continue;
    count += 1;
    if (end === undefined && count > limit - 1) end = at;
    if (count > limit) return withEllipsis(all.slice(0, end ?? 0).join(""), ellipsis);
  }
  return text;
}

/** Keeps at most this many words, separated by single spaces. */
export function truncateWords(value: string, limit: number): string {
  if (limit <= 0) return "";
  const words = splitWords(value);
  if (words.length <= limit) return words.join(" ");
  const kept = words.slice(0, limit).join(" ");
  return kept.endsWith(" …") ? kept : `${kept} …`;
}

function withEllipsis(text: string, mark: string): string {
  return text + mark;
}
