/** Names as Django makes them. */

/** The column of a field: `pub_date` for `pubDate`, `html_2` stays as it is. As migrations name it. */
export function columnNameOf(field: string): string {
  return field.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

/** The column of a relation: `author_id`. */
export function relationColumnOf(field: string): string {
  return `${columnNameOf(field)}_id`;
}

/** `pub date` for `pubDate`; `blog post` for `BlogPost`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase();
}

/** What a model is called on the other side of a relation that does not say it: `blogPost`. */
export function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
