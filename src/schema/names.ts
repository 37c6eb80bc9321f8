/** Django's names for tables, indexes and constraints. Source: `schema.py`, `names_digest`. */
import { createHash } from "node:crypto";
import { quoteName } from "../connections/index.ts";
import type { Vendor } from "./state.ts";

/** Longest name in characters: PostgreSQL's limit, and Django's for SQLite, which has none. */
const LONGEST = { postgresql: 63, sqlite: 200 } as const;

export function quoteList(names: readonly string[]): string {
  return names.map(quoteName).join(", ");
}

export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** `pub_date` for `pubDate`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

/** A table's name, shortened to PostgreSQL's limit. */
export function tableName(name: string, vendor: Vendor): string {
  const isShort = vendor === "sqlite" || lengthOf(name) <= LONGEST.postgresql;
  return isShort ? name : cut(name, LONGEST.postgresql - 4) + digest([name], 4);
}

/** The default name of an index or constraint: `polls_choice_question_id_c5b4b260_fk_polls_question_id`. */
export function autoName(
  table: string,
  columns: readonly string[],
  suffix: string,
  vendor: Vendor,
): string {
  const most = LONGEST[vendor];
  const end = digest([table, ...columns], 8) + suffix;
  const whole = `${table}_${columns.join("_")}_${end}`;
  if (lengthOf(whole) <= most) return whole;
  const third = Math.floor(most / 3);
  const tail = lengthOf(end) > third ? cut(end, third) : end;
  const share = Math.floor((most - lengthOf(tail)) / 2) - 1;
  const short = `${cut(table, share)}_${cut(columns.join("_"), share)}_${tail}`;
  return /^[_\d]/.test(short) ? `D${short.slice(0, -1)}` : short;
}

/** The default name of an index in a model's `indexes`: `polls_quest_pub_dat_1a2b3c_idx`. */
export function indexName(
  table: string,
  columns: readonly string[],
  directed: readonly string[],
): string {
  const hash = digest([table, ...directed, "idx"], 6);
  const name = `${cut(table, 11)}_${cut(columns[0] ?? "", 7)}_${hash}_idx`;
  return /^[_\d]/.test(name) ? `D${name.slice(1)}` : name;
}

function digest(parts: readonly string[], length: number): string {
  return createHash("md5").update(parts.join("")).digest("hex").slice(0, length);
}

/** Django counts characters, not UTF-16 units. */
function cut(name: string, length: number): string {
  return Array.from(name).slice(0, length).join("");
}

function lengthOf(name: string): number {
  return Array.from(name).length;
}
