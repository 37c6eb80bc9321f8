import { connectionFor } from "../databases.ts";
import { databaseDefault } from "../instances/database-default.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { quote } from "./binding.ts";
import { InsertStatement, type Lists } from "./insert-statement.ts";

/** What an INSERT does on a conflict. */
export type Conflict =
  | { readonly kind: "ignore" }
  | {
      readonly kind: "update";
      readonly update: readonly FieldInfo[];
      readonly unique: readonly FieldInfo[];
    };

export interface InsertMany {
  readonly info: ModelInfo;
  readonly alias: string;
  readonly fields: readonly FieldInfo[];
  /** Fields to read back. */
  readonly returning: readonly FieldInfo[];
  readonly conflict: Conflict | undefined;
  /** Maximum number of rows per statement. */
  readonly batchSize: number | undefined;
}

/**
 * Inserts rows with few statements.
 *
 * @returns The `returning` values of each row, in order.
 */
export async function insertMany(insert: InsertMany, rows: Lists): Promise<Lists> {
  const leaves = rows.some((row) => row.includes(databaseDefault));
  if (!leaves) return insertGroup(insert, insert.fields, rows);
  const answers: (readonly unknown[])[] = [];
  for (const { fields, places } of groups(insert.fields, rows)) {
    const found = await insertGroup(
      insert,
      fields,
      places.map((place) => fields.map((field) => rows[place]?.[insert.fields.indexOf(field)])),
    );
    places.forEach((place, at) => {
      answers[place] = found[at] ?? [];
    });
  }
  return answers;
}

interface Group {
  readonly fields: readonly FieldInfo[];
  /** Indexes of the rows. */
  readonly places: number[];
}

/** Groups rows by the columns left to the database, which the statement omits. */
function groups(fields: readonly FieldInfo[], rows: Lists): Iterable<Group> {
  const found = new Map<string, Group>();
  rows.forEach((row, place) => {
    const given = fields.filter((_, at) => row[at] !== databaseDefault);
    const key = given.map(({ name }) => name).join();
    const group = found.get(key) ?? { fields: given, places: [] };
    group.places.push(place);
    found.set(key, group);
  });
  return found.values();
}

async function insertGroup(
  { info, alias, returning, conflict, batchSize = Infinity }: InsertMany,
  fields: readonly FieldInfo[],
  rows: Lists,
): Promise<Lists> {
  const connection = connectionFor(alias);
  const statement = new InsertStatement({ info, fields, returning, ending: endingOf(conflict) });
  const size = Math.min(batchSize, statement.mostRows(connection.vendor));
  const answers: (readonly unknown[])[] = [];
  for (let at = 0; at < rows.length;) {
    const end = endOfBatch(rows, at, size);
    for (const answer of await statement.many(connection, rows.slice(at, end)))
      answers.push(answer);
    at = end;
  }
  return answers;
}

/** Size of a statement in characters or bytes, exceeded by at most one row. */
const MOST_CHARACTERS = 8_000_000;

function endOfBatch(rows: Lists, from: number, size: number): number {
  const last = Math.min(rows.length, from + size);
  let characters = 0;
  for (let at = from; at < last; at += 1) {
    for (const value of rows[at] ?? []) {
      if (typeof value === "string" || value instanceof Uint8Array) characters += value.length;
    }
    if (characters > MOST_CHARACTERS) return at + 1;
  }
  return last;
}

function endingOf(conflict: Conflict | undefined): string {
  if (!conflict) return "";
  if (conflict.kind === "ignore") return " ON CONFLICT DO NOTHING";
  const unique = conflict.unique.map(({ column }) => quote(column)).join(", ");
  const set = conflict.update.map(({ column }) => `${quote(column)} = EXCLUDED.${quote(column)}`);
  return ` ON CONFLICT (${unique}) DO UPDATE SET ${set.join(", ")}`;
}
