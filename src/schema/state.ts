/** The models in the form of migrations: plain data, the same for every database. */

/** One field of a model. */
export interface FieldState {
  /** Kind of the column. Without it the field is a relation. */
  readonly type?: string;
  readonly kind?: "m:1" | "1:1" | "m:n";
  /** The related model, `polls.Question`. */
  readonly to?: string;
  /** The field of the related model that the column points to. Default: its primary key. */
  readonly toField?: string;
  /** The model of a many-to-many relation's table. Default: a generated table. */
  readonly through?: string;
  /** `false`: no foreign key constraint in the database. */
  readonly dbConstraint?: boolean;
  /** The column, if it differs from the default for this name. */
  readonly column?: string;
  readonly nullable?: boolean;
  /** Default set by the model. Existing rows get it too in a new column. */
  readonly default?: unknown;
  /** Default set by the database: a value, or `{ sql: "now()" }`. */
  readonly dbDefault?: unknown;
  readonly unique?: boolean;
  /** Default: `true` for a foreign key, otherwise `false`. */
  readonly index?: boolean;
  readonly primary?: boolean;
  readonly autoincrement?: boolean;
  /** Length of a text in characters. */
  readonly length?: number;
  /** Total digits of a decimal, and digits after the point. */
  readonly precision?: number;
  readonly scale?: number;
  /** The values of an `enum`. */
  readonly items?: readonly string[];
  /** The type of an array's elements. */
  readonly element?: FieldState;
  /** What happens to the row when the related one is deleted, done by the models: `cascade`, `set null`. */
  readonly deleteRule?: string;
  /** The table of a many-to-many relation. Default: named after model and field, as in Django. */
  readonly pivotTable?: string;
  readonly collation?: string;
  /** A column that the database computes from others in the row. */
  readonly generated?: GeneratedState;
  /** Comment on the column in the database. SQLite has none. */
  readonly comment?: string;
  readonly [option: string]: unknown;
}

export interface GeneratedState {
  /** SQL over columns of the row; by database if the texts differ. */
  readonly sql: SqlText;
  readonly stored: boolean;
}

/** SQL of an expression, the same for every database or by database. */
export type SqlText = string | Readonly<Record<Vendor, string>>;

export type Vendor = "sqlite" | "postgresql";

export interface IndexState {
  /** Default: derived from the names of the table and columns. */
  readonly name?: string;
  /** Fields; `-` before a field for descending order. */
  readonly properties: readonly string[];
  /** SQL instead of fields: `lower("title")`. */
  readonly expressions?: readonly SqlText[];
  /** Only rows that match this are in the index. */
  readonly condition?: ConditionState;
  /** Fields that the index additionally stores (PostgreSQL). */
  readonly include?: readonly string[];
  /** The index's method: `gin`, `brin` (PostgreSQL). */
  readonly using?: string;
  /** An operator class for each field (PostgreSQL). */
  readonly opclasses?: readonly string[];
}

/** A named rule that the database enforces. */
export type ConstraintState = CheckState | ExcludeState | UniqueState;

export interface CheckState {
  readonly name: string;
  readonly check: ConditionState;
}

/** No two rows for which all these comparisons are true (PostgreSQL). */
export interface ExcludeState {
  readonly name: string;
  /** Pairs of a field or of `{ sql }`, and an operator: `["room", "="]`. */
  readonly exclude: readonly (readonly [
    key: string | { readonly sql: string },
    operator: string,
  ])[];
  /** Default `gist`. */
  readonly using?: string;
  readonly condition?: ConditionState;
  readonly include?: readonly string[];
  readonly deferrable?: Deferrable;
}

export interface UniqueState {
  readonly name: string;
  readonly unique: readonly string[];
  readonly expressions?: readonly SqlText[];
  /** Applies only to rows that match this. */
  readonly condition?: ConditionState;
  readonly include?: readonly string[];
  readonly opclasses?: readonly string[];
  /** When it is checked (PostgreSQL). */
  readonly deferrable?: Deferrable;
  /** `false`: two nulls are equal (PostgreSQL 15). */
  readonly nullsDistinct?: boolean;
}

export type Deferrable = "deferred" | "immediate";

/** A condition on a row: one comparison of a field, or several combined. */
export type ConditionState =
  | { readonly and: readonly ConditionState[] }
  | { readonly or: readonly ConditionState[] }
  | { readonly not: ConditionState }
  | { readonly sql: SqlText }
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
  /** A pattern of SQL; `\\` escapes special characters. */
  readonly like?: string;
  /** The same, ignoring case. */
  readonly iLike?: string;
}

/** A date is its ISO text. */
export type Literal = string | number | boolean;

/** A literal, or another field of the row. */
export type ComparedValue = Literal | { readonly field: string };

export interface ModelState {
  readonly table: string;
  readonly fields: Readonly<Record<string, FieldState>>;
  readonly indexes?: readonly IndexState[];
  readonly uniques?: readonly IndexState[];
  readonly constraints?: readonly ConstraintState[];
  /** The fields of a composite primary key. */
  readonly primaryKey?: readonly string[];
  /** Comment on the table in the database. SQLite has none. */
  readonly comment?: string;
  /** Options that change no table: `verboseName`, `ordering`, `managed: false`, `proxy: true`. */
  readonly options?: ModelOptionsState;
}

export interface ModelOptionsState {
  /** `false`: the table is managed elsewhere; migrations never create, alter or drop it. */
  readonly managed?: boolean;
  /** The model shares the table of the model it extends. */
  readonly proxy?: boolean;
  readonly [option: string]: unknown;
}

/** All models at one point of the migrations, by `polls.Question`. */
export interface State {
  get(label: string): ModelState | undefined;
  keys(): Iterable<string>;
}

/** The models that an operation changes, by label; `undefined` for a deleted one. */
export type Delta = ReadonlyMap<string, ModelState | undefined>;

/** A state with a change, without copying it: the cost depends on the change only. */
export function overlay(state: State, delta: Delta): State {
  return {
    get: (label) => (delta.has(label) ? delta.get(label) : state.get(label)),
    *keys() {
      for (const label of state.keys()) if (!delta.has(label)) yield label;
      for (const [label, model] of delta) if (model) yield label;
    },
  };
}

/** Applies a change to a state. */
export function applyDelta(state: Map<string, ModelState>, delta: Delta): void {
  for (const [label, model] of delta) {
    if (model) state.set(label, model);
    else state.delete(label);
  }
}

/** Splits `polls.Question` into its two parts. */
export function labelParts(label: string): readonly [app: string, model: string] {
  const dot = label.indexOf(".");
  return [label.slice(0, dot), label.slice(dot + 1)];
}
