/** The names of fields: as the class has them, in a page and in the words of a label. */

/** `question_text` for `questionText`: in a page, names are as Django's. */
export function htmlNameOf(name: string): string {
  return /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : name;
}

/** `First name` for `first_name`. */
export function prettyName(htmlName: string): string {
  const words = htmlName.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

/** `cleanFirstName` for `firstName` and `first_name`. */
export function cleanMethodOf(name: string): string {
  const words = name.split("_").filter(Boolean);
  return `clean${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}`;
}
