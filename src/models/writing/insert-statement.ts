import type { Bindable, Vendor } from "../../query/index.ts";
import type { Connection } from "../../connections/index.ts";
import type { FieldInfo } from "../meta/field-info.ts";
import type { ModelInfo } from "../meta/model-info.ts";
import { converterOf, type Convert } from "../rows/part.ts";
import { bound, placeholder, quote } from "./binding.ts";
import { arrayTypes, listText } from "./array-types.ts";

/** Rows of values, or what the database returns for them. */
export type Lists = readonly (readonly unknown[])[];

interface Parts {
  readonly info: ModelInfo;
  readonly fields: readonly FieldInfo[];
  /** Fields to read back. */
  readonly returning: readonly FieldInfo[];
  /** ` ON CONFLICT …`, or nothing. */
  readonly ending?: string;
}

/** From how many rows on it pays to ask how SQLite numbers them: RETURNING takes a third of an INSERT's time. */
const MANY = 100;

/** Limits of rows and values per statement. */
const MOST_ROWS = 1000;
const MOST_LISTED_ROWS = 10_000;
const MOST_PARAMS = { sqlite: 32_766, postgresql: 65_535 };

/** An INSERT without its rows. */
export class InsertStatement {
  readonly info: ModelInfo;
  readonly fields: readonly FieldInfo[];
  readonly returning: readonly FieldInfo[];
  readonly #start: string;
  readonly #ending: string;
  readonly #end: string;
  /** PostgreSQL's types of the columns, if they can be bound as lists. */
  readonly #lists: readonly string[] | undefined;
  /** The text for one row, by database. */
  readonly #texts = new Map<Vendor, string>();
  readonly #converters = new Map<Vendor, readonly Convert[]>();

  constructor({ info, fields, returning, ending = "" }: Parts) {
    this.info = info;
    this.fields = fields;
    this.returning = returning;
    const names = fields.map(({ column }) => quote(column)).join(", ");
    const answer = returning.map(({ column }) => quote(column)).join(", ");
    this.#start = `INSERT INTO ${quote(info.table)}${names === "" ? "" : ` (${names})`}`;
    this.#ending = ending;
    this.#end = `${ending}${answer === "" ? "" : ` RETURNING ${answer}`}`;
    this.#lists = arrayTypes(info, fields);
  }

  /** Returns how many rows fit into one statement. */
  mostRows(vendor: Vendor): number {
    const { length } = this.fields;
    if (length === 0) return 1;
    if (vendor === "postgresql" && this.#lists) return MOST_LISTED_ROWS;
    return Math.min(MOST_ROWS, Math.floor(MOST_PARAMS[vendor] / length));
  }

  /** Inserts one row. @returns The `returning` values as an object has them. */
  async one(connection: Connection, row: readonly unknown[]): Promise<readonly unknown[]> {
    const { vendor } = connection;
    const params = this.fields.map((field, at) => bound(field, row[at], vendor));
    const [answer] = await this.#send(connection, this.#textFor(vendor), params);
    return answer ?? [];
  }

  /**
   * Inserts rows in one statement.
   *
   * @returns The `returning` values of each row, ordered by the keys that the database numbers.
   */
  async many(connection: Connection, rows: Lists): Promise<Lists> {
    const { vendor } = connection;
    if (rows.length >= MANY && this.#givesKeysAlone) {
      const isInOrder = await connection.numbersInOrder(this.info.table);
      if (isInOrder) return this.#numbered(connection, rows);
    }
    const types = vendor === "postgresql" ? this.#lists : undefined;
    const answers = types
      ? await this.#send(connection, this.#fromColumns(types), this.#columns(rows, vendor))
      : await this.#send(connection, this.#fromRows(rows.length, vendor), this.#all(rows, vendor));
    // SQLite answers row by row, and without AUTOINCREMENT its last keys are random.
    return vendor === "sqlite" ? answers : inOrder(answers, this.returning);
  }

  /** Whether it reads back only the key that the database numbers, and each row gets one. */
  get #givesKeysAlone(): boolean {
    return this.returning.length === 1 && this.returning[0]?.auto === true && this.#ending === "";
  }

  /** Inserts rows whose keys follow from the last one. */
  async #numbered(connection: Connection, rows: Lists): Promise<Lists> {
    const { vendor } = connection;
    const sql = this.#fromRows(rows.length, vendor, "");
    const { insertId = 0n } = await connection.write(sql, this.#all(rows, vendor));
    if (insertId <= Number.MAX_SAFE_INTEGER) {
      const first = Number(insertId) - rows.length + 1;
      return rows.map((_, at) => [first + at]);
    }
    return rows.map((_, at) => {
      const key = insertId - BigInt(rows.length - 1 - at);
      return [key <= Number.MAX_SAFE_INTEGER ? Number(key) : key];
    });
  }

  async #send(connection: Connection, sql: string, params: readonly Bindable[]): Promise<Lists> {
    const { rows } = await connection.write(sql, params);
    const converters = this.#convertersFor(connection.vendor);
    if (converters.every((convert) => convert === undefined)) return rows;
    return rows.map((row) =>
      row.map((raw, at) => {
        const convert = converters[at];
        return convert && raw !== null ? convert(raw) : raw;
      }),
    );
  }

  #convertersFor(vendor: Vendor): readonly Convert[] {
    const known = this.#converters.get(vendor);
    if (known) return known;
    const made = this.returning.map((field) => converterOf(field, vendor));
    this.#converters.set(vendor, made);
    return made;
  }

  #textFor(vendor: Vendor): string {
    const known = this.#texts.get(vendor);
    if (known !== undefined) return known;
    const text = this.#fromRows(1, vendor);
    this.#texts.set(vendor, text);
    return text;
  }

  #fromRows(count: number, vendor: Vendor, end = this.#end): string {
    const { length } = this.fields;
    if (length === 0) return `${this.#start} DEFAULT VALUES${end}`;
    const listOf = (row: number): string => {
      const places = this.fields.map((_, at) => placeholder(vendor, row * length + at + 1));
      return `(${places.join(", ")})`;
    };
    const more =
      vendor === "sqlite"
        ? `, ${listOf(0)}`.repeat(count - 1)
        : Array.from({ length: count - 1 }, (_, at) => `, ${listOf(at + 1)}`).join("");
    return `${this.#start} VALUES ${listOf(0)}${more}${end}`;
  }

  #all(rows: Lists, vendor: Vendor): readonly Bindable[] {
    const { fields } = this;
    const params: Bindable[] = [];
    for (const row of rows) {
      for (let at = 0; at < fields.length; at += 1) {
        params.push(bound(fields[at] as FieldInfo, row[at], vendor));
      }
    }
    return params;
  }

  /** Returns one text for any number of rows, binding each column as a list. */
  #fromColumns(types: readonly string[]): string {
    const lists = types.map((type, at) => `$${at + 1}::${type}[]`);
    return `${this.#start} SELECT * FROM unnest(${lists.join(", ")})${this.#end}`;
  }

  #columns(rows: Lists, vendor: Vendor): readonly Bindable[] {
    return this.fields.map((field, at) => listText(rows, (row) => bound(field, row[at], vendor)));
  }
}

/** PostgreSQL may return rows in any order, but numbers them in the given one. */
function inOrder(answers: Lists, returning: readonly FieldInfo[]): Lists {
  const at = returning.findIndex(({ auto }) => auto);
  if (at < 0) return answers;
  const isSorted = answers.every(
    (each, place) => place === 0 || Number(answers[place - 1]?.[at]) < Number(each[at]),
  );
  return isSorted ? answers : answers.toSorted((one, other) => Number(one[at]) - Number(other[at]));
}
