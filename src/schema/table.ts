/** A table as one database has it: everything is SQL already. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rules: readonly Rule[];
  readonly comment?: string | undefined;
}

export interface Column {
  /** The field it is of: columns are the same while their fields are. */
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
  /** Counts up by itself. */
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
  /** The constraint's usual name (PostgreSQL). */
  readonly name: string;
  readonly sql: string;
}

export type RuleKind = "index" | "like" | "unique" | "check" | "exclude" | "primary";

/** An index or constraint beside the columns. */
export interface Rule {
  readonly kind: RuleKind;
  readonly name: string;
  /** The name is the usual one; who made it may have given it another. */
  readonly auto: boolean;
  readonly columns: readonly string[];
  /** Made by CREATE INDEX, else a clause of the table. */
  readonly isIndex: boolean;
  readonly sql: string;
}
