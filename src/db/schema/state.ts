/** One field as a migration writes it down: plain data, the same for every database. */
export interface FieldState {
  /** The kind of a column. Without it the field is a relation. */
  readonly type?: string;
  readonly kind?: "m:1" | "1:1" | "m:n";
  /** The related model, `polls.Question`. */
  readonly to?: string;
  /** The column, if it is not the one the name gives. */
  readonly column?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly [option: string]: unknown;
}

export interface IndexState {
  readonly name?: string;
  readonly properties: readonly string[];
}

export interface ModelState {
  readonly table: string;
  readonly fields: Readonly<Record<string, FieldState>>;
  readonly indexes?: readonly IndexState[];
  readonly uniques?: readonly IndexState[];
}

/** Every model at one point of the migrations, by `polls.Question`. */
export type State = Readonly<Record<string, ModelState>>;
