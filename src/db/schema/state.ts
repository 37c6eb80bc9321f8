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
  /** The table of a many-to-many relation. Default: the model's and the field's name, as in Django. */
  readonly pivotTable?: string;
  readonly [option: string]: unknown;
}

export interface IndexState {
  /** Default: made from the table's and the columns' names. */
  readonly name?: string;
  /** Fields; `-` before one for descending. */
  readonly properties: readonly string[];
  /** Only rows for which this holds are in the index. */
  readonly condition?: ConditionState;
}

/** A named rule that the database keeps. */
export type ConstraintState =
  | { readonly name: string; readonly check: ConditionState }
  | {
      readonly name: string;
      readonly unique: readonly string[];
      /** Only among rows for which this holds. */
      readonly condition?: ConditionState;
    };

/** What a row must be like: one comparison of a field, or several joined. */
export type ConditionState =
  | { readonly and: readonly ConditionState[] }
  | { readonly or: readonly ConditionState[] }
  | { readonly not: ConditionState }
  | Comparison;

/** A field and exactly one operator. */
export interface Comparison {
  readonly field: string;
  readonly equals?: ComparedValue;
  readonly gt?: ComparedValue;
  readonly gte?: ComparedValue;
  readonly lt?: ComparedValue;
  readonly lte?: ComparedValue;
  readonly in?: readonly Literal[];
  readonly isNull?: boolean;
  /** A pattern of SQL, `\\` before what is meant as it is. */
  readonly like?: string;
  /** The same, and case does not count. */
  readonly iLike?: string;
}

/** A moment is its ISO text. */
export type Literal = string | number | boolean;

/** A literal, or the value of another field of the row. */
export type ComparedValue = Literal | { readonly field: string };

export interface ModelState {
  readonly table: string;
  readonly fields: Readonly<Record<string, FieldState>>;
  readonly indexes?: readonly IndexState[];
  readonly uniques?: readonly IndexState[];
  readonly constraints?: readonly ConstraintState[];
}

/** Every model at one point of the migrations, by `polls.Question`. */
export type State = Readonly<Record<string, ModelState>>;
