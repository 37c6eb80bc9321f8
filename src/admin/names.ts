/** Names as Django's admin writes them in URLs and markup. */
import { columnNameOf } from "../models/index.ts";

/** Converts `genreNames` to `genre_names` and `author.lastName` to `author__last_name`. */
export function nameInMarkup(name: string): string {
  return name.split(".").map(columnNameOf).join("__");
}
