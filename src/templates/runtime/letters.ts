/** Changes case letter by letter, as Python does. */
import { characters } from "./characters.ts";

/** Python's `title()`: a letter after a caseless character begins a word. */
export function titleCase(value: string): string {
  let inWord = false;
  let out = "";
  for (const char of value) {
    out += inWord ? char.toLowerCase() : titleLetter(char);
    inWord = isCased(char);
  }
  return out;
}

/** Python's `capitalize()`. */
export function capitalize(value: string): string {
  const [first = "", ...rest] = value;
  return titleLetter(first) + rest.join("").toLowerCase();
}

/** Python's `swapcase()`. */
export function swapCase(value: string): string {
  return Array.from(value, (char) =>
    char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase(),
  ).join("");
}

/** Python's `istitle()`. */
export function isTitle(value: string): boolean {
  return characters(value).some(isCased) && titleCase(value) === value;
}

function isCased(char: string): boolean {
  return /\p{Cased}/u.test(char);
}

/** Two-letter characters with a special form at the beginning of a word. */
const titleForms = new Map([
  ["ǆ", "ǅ"],
  ["Ǆ", "ǅ"],
  ["ǉ", "ǈ"],
  ["Ǉ", "ǈ"],
  ["ǌ", "ǋ"],
  ["Ǌ", "ǋ"],
  ["ǳ", "ǲ"],
  ["Ǳ", "ǲ"],
]);

/** The form of a letter that begins a word: only the first of its upper-case letters stays upper case. */
function titleLetter(char: string): string {
  const form = titleForms.get(char);
  if (form !== undefined) return form;
  const letters = characters(char.toUpperCase());
  const first = letters.findIndex(isCased);
  return (
    letters.slice(0, first + 1).join("") +
    letters
      .slice(first + 1)
      .join("")
      .toLowerCase()
  );
}
