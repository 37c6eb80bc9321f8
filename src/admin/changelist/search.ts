/** Searches rows for words. Source: Django, `ModelAdmin.get_search_results`. */
import type { HttpRequest } from "../../http/index.ts";
import {
  and,
  iContains,
  iExact,
  iStartsWith,
  lookup,
  or,
  type Condition,
  type Lookup,
} from "../../query/index.ts";
import { smartSplit, unescapeLiteral } from "../../templates/index.ts";
import type { AdminRows } from "../options/base-model-admin.ts";
import type { ModelAdmin } from "../options/model-admin.ts";
import { nameInMarkup } from "../names.ts";
import { spawnsDuplicates } from "./lookups/lookup-path.ts";

const signs: Readonly<Record<string, (word: string) => Lookup>> = {
  "^": iStartsWith,
  "=": iExact,
  "@": (word) => lookup("search", word),
};

/**
 * Finds rows that contain each word in one of `searchFields`; quoted words form a phrase.
 *
 * @returns The rows, and whether they may contain duplicates.
 */
export function searchResults(
  admin: ModelAdmin,
  request: HttpRequest,
  rows: AdminRows,
  term: string,
): readonly [AdminRows, mayHaveDuplicates: boolean] {
  const fields = admin.getSearchFields(request);
  if (fields.length === 0 || term === "") return [rows, false];
  const places = fields.map(placeOf);
  const words = smartSplit(term).map((word) => unescapeLiteral(word) ?? word);
  const all = words.map((word) => or(...places.map((place) => place.condition(word))));
  const found = all.length === 0 ? rows : rows.filter(and(...all));
  return [found, places.some(({ path }) => spawnsDuplicates(admin.opts, nameInMarkup(path)))];
}

interface Place {
  readonly path: string;
  condition(word: string): Condition;
}

function placeOf(field: string): Place {
  const sign = field.charAt(0);
  const path = sign in signs ? field.slice(1) : field;
  const make = signs[sign] ?? iContains;
  const names = path.split(".");
  const condition = (word: string): Condition =>
    names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), make(word)) as Condition;
  return { path, condition };
}
