/** Converts names like Django. */

/** Returns a field's column: `pub_date` for `pubDate`; `html_2` stays as it is. */
export function columnNameOf(field: string): string {
  return field.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

/** Returns a relation's column: `author_id`. */
export function relationColumnOf(field: string): string {
  return `${columnNameOf(field)}_id`;
}

/** Returns a name in words: `pub date` for `pubDate`, `blog post` for `BlogPost`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase();
}

/** Returns a model's default name in reverse relations: `blogPost`. */
export function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
