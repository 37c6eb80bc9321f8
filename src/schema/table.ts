/** A table in one database: everything is SQL. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rules: readonly Rule[];
  readonly comment?: string | undefined;
}

export interface Column {
  /** The field of the column; identifies the column across names. */
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
  /** Generates increasing values. */
  readonly identity: boolean;
  readonly unique: boolean;
  readonly default?: string | undefined;
  readonly generated?: string | undefined;
  readonly collation?: string | undefined;
  readonly check?: string | undefined;
  readonly reference?: Reference | undefined;
  readonly comment?: string | undefined;
}

export interface Reference {
  /** The constraint's default name (PostgreSQL). */
  readonly name: string;
  readonly sql: string;
}

export type RuleKind = "index" | "like" | "unique" | "check" | "exclude" | "primary";

/** An index or constraint outside of the columns. */
export interface Rule {
  readonly kind: RuleKind;
  readonly name: string;
  /** The name is the default one; the real one may differ. */
  readonly auto: boolean;
  readonly columns: readonly string[];
  /** Created by CREATE INDEX; otherwise a clause of the table. */
  readonly isIndex: boolean;
  readonly sql: string;
}
