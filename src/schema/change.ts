import type { Delta, State, Vendor } from "./state.ts";
import type { Table } from "./table.ts";

/** Facts that two states do not show: that something was renamed, the value for existing rows, how to proceed. */
export interface Hints {
  readonly model?: readonly [from: string, to: string];
  readonly field?: readonly [label: string, from: string, to: string];
  readonly index?: readonly [label: string, from: string, to: string];
  /** The value of a field in existing rows. */
  readonly fill?: readonly [label: string, field: string, value: unknown];
  /** Create and drop indexes while others write (PostgreSQL, outside a transaction). */
  readonly concurrently?: boolean;
  /** Do not check existing rows against a new constraint (PostgreSQL). */
  readonly notValid?: boolean;
  /** A constraint to check against existing rows now (PostgreSQL). */
  readonly validate?: readonly [label: string, constraint: string];
}

/** The change of an operation to the models. */
export interface Change {
  readonly delta: Delta;
  readonly hints?: Hints;
}

/** The reverse of a change. */
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

/** A statement. With `none`, a query that must return nothing; otherwise the message is the error. */
export interface Statement {
  readonly sql: string;
  readonly none?: string;
  /** The column's old type, for a statement that changes it: the cost depends on it. */
  readonly was?: string;
}

/** Queries of the editor to a database. The placeholders are `?`. */
export interface SchemaReader {
  readonly vendor: Vendor;
  all(
    sql: string,
    params?: readonly (string | number)[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** One table at three points: as it is, with its new names, and in its final form. */
export interface TableChange {
  readonly before: Table;
  readonly renamed: Table;
  readonly after: Table;
  /** SQL of the values for existing rows, by field. */
  readonly fill: ReadonlyMap<string, string>;
  readonly hints: Hints;
}

/** The statements of one database. */
export interface Dialect {
  create(tables: readonly Table[]): readonly Statement[];
  drop(table: Table): readonly Statement[];
  alter(changes: readonly TableChange[], database: SchemaReader): AsyncIterable<Statement>;
}
