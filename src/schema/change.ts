import type { Delta, State, Vendor } from "./state.ts";
import type { Table } from "./table.ts";

/** What two states cannot say: that a name is a new name, what rows get that are there, how to go about it. */
export interface Hints {
  readonly model?: readonly [from: string, to: string];
  readonly field?: readonly [label: string, from: string, to: string];
  readonly index?: readonly [label: string, from: string, to: string];
  /** What rows that are there get in a field. */
  readonly fill?: readonly [label: string, field: string, value: unknown];
  /** Indexes are made and dropped while others write (PostgreSQL, outside a transaction). */
  readonly concurrently?: boolean;
  /** A new constraint is not held against the rows that are there (PostgreSQL). */
  readonly notValid?: boolean;
  /** A constraint that is held against them now (PostgreSQL). */
  readonly validate?: readonly [label: string, constraint: string];
}

/** What an operation does to the models. */
export interface Change {
  readonly delta: Delta;
  readonly hints?: Hints;
}

/** A change the other way round. */
export function inverse(state: State, { delta, hints = {} }: Change): Change {
  const { model, field, index, fill, concurrently } = hints;
  return {
    delta: new Map(Array.from(delta.keys(), (each) => [each, state.get(each)] as const)),
    hints: {
      ...(fill && { fill }),
      ...(model && { model: [model[1], model[0]] as const }),
      ...(field && { field: [field[0], field[2], field[1]] as const }),
      ...(index && { index: [index[0], index[2], index[1]] as const }),
      ...(concurrently !== undefined && { concurrently }),
    },
  };
}

/** A statement; with `none` a query that must find nothing, or the message is the error. */
export interface Statement {
  readonly sql: string;
  readonly none?: string;
  /** The column's type before, of a statement that changes it: what it costs depends on that. */
  readonly was?: string;
}

/** What the editor asks a database. The placeholders are `?`. */
export interface SchemaReader {
  readonly vendor: Vendor;
  all(
    sql: string,
    params?: readonly (string | number)[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** One table in three moments: as it is, as it is but under its new names, as it shall be. */
export interface TableChange {
  readonly before: Table;
  readonly renamed: Table;
  readonly after: Table;
  /** SQL of what rows that are there get, by field. */
  readonly fill: ReadonlyMap<string, string>;
  readonly hints: Hints;
}

/** How one database does it. */
export interface Dialect {
  create(tables: readonly Table[]): readonly Statement[];
  drop(table: Table): readonly Statement[];
  alter(changes: readonly TableChange[], database: SchemaReader): AsyncIterable<Statement>;
}
