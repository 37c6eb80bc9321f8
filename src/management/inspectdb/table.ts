/** A table as the database describes it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of the primary key; empty if there is none. */
  readonly primaryKey: readonly string[];
  /** Groups of unique columns. */
  readonly uniques: readonly (readonly string[])[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Indexes on expressions or on some rows only. */
  readonly otherIndexes: readonly string[];
}

export interface Column {
  readonly name: string;
  /** In the database's words, lower case: `varchar(150)`, `timestamp with time zone`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** SQL. */
  readonly default: string | undefined;
  /** Whether the database generates increasing values. */
  readonly isCounted: boolean;
  /** The only texts that a check constraint allows. */
  readonly choices: readonly string[] | undefined;
}

export interface Index {
  readonly name: string;
  /** `-` before a column for descending order. */
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly referenced: readonly string[];
  /** `cascade`, `set null`, `set default`, `restrict` or `no action`. */
  readonly onDelete: string;
}
