/** Names as Django's admin has them in addresses and in its markup. */
import { columnNameOf } from "../models/index.ts";

/** `genre_names` for `genreNames`, `author__last_name` for `author.lastName`. */
export function nameInMarkup(name: string): string {
  return name.split(".").map(columnNameOf).join("__");
}
