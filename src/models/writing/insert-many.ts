import { connectionFor } from "../databases.ts";
import { databaseDefault } from "../instances/database-default.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { insertBatch, quote } from "./statements.ts";

/** What an INSERT does where a unique rule refuses the row. */
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
  /** What is read back of each row. */
  readonly returning: readonly FieldInfo[];
  readonly conflict: Conflict | undefined;
  /** Rows in a statement, at most. */
  readonly batchSize: number | undefined;
}

/** What one statement can bind: SQLite's limit, and PostgreSQL's. */
const MOST_PARAMS = { sqlite: 32_766, postgresql: 65_535 };
const MOST_ROWS = 1000;

/**
 * Inserts rows with few statements.
 *
 * @returns What each row answers of `returning`, in the order of the rows.
 */
export async function insertMany(
  insert: InsertMany,
  rows: readonly (readonly unknown[])[],
): Promise<readonly (readonly unknown[])[]> {
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
  /** Which of the rows. */
  readonly places: number[];
}

/** Rows by the columns that are left to the database: these are not in the statement. */
function groups(
  fields: readonly FieldInfo[],
  rows: readonly (readonly unknown[])[],
): Iterable<Group> {
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
  { info, alias, returning, conflict, batchSize }: InsertMany,
  fields: readonly FieldInfo[],
  rows: readonly (readonly unknown[])[],
): Promise<readonly (readonly unknown[])[]> {
  const connection = connectionFor(alias);
  const most = Math.floor(MOST_PARAMS[connection.vendor] / Math.max(1, fields.length));
  const size = fields.length === 0 ? 1 : Math.min(batchSize ?? MOST_ROWS, MOST_ROWS, most);
  const statement = { info, fields, returning, ending: endingOf(conflict) };
  const answers: (readonly unknown[])[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const found = await insertBatch(connection, statement, rows.slice(at, at + size));
    answers.push(...inOrder(found, returning));
  }
  return answers;
}

/** Databases promise no order of what they answer, but number the rows in theirs. */
function inOrder(
  answers: readonly (readonly unknown[])[],
  returning: readonly FieldInfo[],
): readonly (readonly unknown[])[] {
  const at = returning.findIndex(({ auto }) => auto);
  if (at < 0) return answers;
  return answers.toSorted((one, other) => Number(one[at]) - Number(other[at]));
}

function endingOf(conflict: Conflict | undefined): string {
  if (!conflict) return "";
  if (conflict.kind === "ignore") return " ON CONFLICT DO NOTHING";
  const unique = conflict.unique.map(({ column }) => quote(column)).join(", ");
  const set = conflict.update.map(({ column }) => `${quote(column)} = EXCLUDED.${quote(column)}`);
  return ` ON CONFLICT (${unique}) DO UPDATE SET ${set.join(", ")}`;
}
