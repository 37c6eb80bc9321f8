/** Names of fields: in the class, in pages and in labels. */

/** Limit of the cache: names are few, unless a site generates thousands. */
const MOST_KEPT = 2000;

function keeping(make: (name: string) => string): (name: string) => string {
  const kept = new Map<string, string>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const made = make(name);
    if (kept.size < MOST_KEPT) kept.set(name, made);
    return made;
  };
}

/** Converts `questionText` to `question_text`, the name in pages. */
export const htmlNameOf = keeping((name) =>
  /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : name,
);

/** Converts `first_name` to `First name`. */
export const prettyName = keeping((htmlName) => {
  const words = htmlName.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
});

/** Returns `cleanFirstName` for `firstName` and `first_name`. */
export const cleanMethodOf = keeping((name) => {
  const words = name.split("_").filter(Boolean);
  return `clean${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}`;
});
