/** Plain text cut to a length. */
import { splitWords } from "../runtime/members.ts";
import { characters } from "../runtime/characters.ts";

const ellipsis = "…";

/** Combining marks do not count: they are drawn over the character before. */
function isCombining(char: string): boolean {
  return char > "\u02ff" && /\p{M}/u.test(char) && !/\p{Me}|\p{Mc}/u.test(char);
}

/** At most so many characters, the ellipsis among them. */
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

/** At most so many words; white space becomes single spaces. */
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
