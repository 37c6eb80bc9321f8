/** A table as the database describes it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns of the primary key; none if the table has none. */
  readonly primaryKey: readonly string[];
  /** Columns that are unique together, or one that is by itself. */
  readonly uniques: readonly (readonly string[])[];
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Indexes on expressions or on some rows only. */
  readonly otherIndexes: readonly string[];
}

export interface Column {
  readonly name: string;
  /** In the database's words and small letters: `varchar(150)`, `timestamp with time zone`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** SQL. */
  readonly default: string | undefined;
  /** Whether the database counts it up by itself. */
  readonly isCounted: boolean;
  /** The only texts a check lets in. */
  readonly choices: readonly string[] | undefined;
}

export interface Index {
  readonly name: string;
  /** `-` before one for descending. */
  readonly columns: readonly string[];
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly referenced: readonly string[];
  /** `cascade`, `set null`, `set default`, `restrict` or `no action`. */
  readonly onDelete: string;
}
