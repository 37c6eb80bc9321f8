/** The models as migrations write them down: plain data, the same for every database. */

/** One field of a model. */
export interface FieldState {
  /** The kind of a column. Without it the field is a relation. */
  readonly type?: string;
  readonly kind?: "m:1" | "1:1" | "m:n";
  /** The related model, `polls.Question`. */
  readonly to?: string;
  /** The field of the related model that the column points to. Default: its primary key. */
  readonly toField?: string;
  /** The model that is the table of a many-to-many relation. Default: a table made for it. */
  readonly through?: string;
  /** `false`: the database does not watch over the relation. */
  readonly dbConstraint?: boolean;
  /** The column, if it is not the one the name gives. */
  readonly column?: string;
  readonly nullable?: boolean;
  /** What the model gives where nothing is given. Rows that are there get it too in a new column. */
  readonly default?: unknown;
  /** A default of the database's own: a value, or `{ sql: "now()" }`. */
  readonly dbDefault?: unknown;
  readonly unique?: boolean;
  /** Default: `true` for a foreign key, else `false`. */
  readonly index?: boolean;
  readonly primary?: boolean;
  readonly autoincrement?: boolean;
  /** Characters, of a text. */
  readonly length?: number;
  /** Digits in all, and behind the point, of a decimal. */
  readonly precision?: number;
  readonly scale?: number;
  /** The values of an `enum`. */
  readonly items?: readonly string[];
  /** The kind of an array's elements. */
  readonly element?: FieldState;
  /** What becomes of the row when the related one is deleted; the models do it: `cascade`, `set null`. */
  readonly deleteRule?: string;
  /** The table of a many-to-many relation. Default: the model's and the field's name, as in Django. */
  readonly pivotTable?: string;
  readonly collation?: string;
  /** A column that the database computes from others of its row. */
  readonly generated?: GeneratedState;
  /** The database's own comment on the column. SQLite has none. */
  readonly comment?: string;
  readonly [option: string]: unknown;
}

export interface GeneratedState {
  /** SQL over columns of the row; where the databases need different texts, by database. */
  readonly sql: SqlText;
  readonly stored: boolean;
}

/** SQL of an expression, the same for every database or by database. */
export type SqlText = string | Readonly<Record<Vendor, string>>;

export type Vendor = "sqlite" | "postgresql";

export interface IndexState {
  /** Default: made from the table's and the columns' names. */
  readonly name?: string;
  /** Fields; `-` before one for descending. */
  readonly properties: readonly string[];
  /** SQL instead of fields: `lower("title")`. */
  readonly expressions?: readonly SqlText[];
  /** Only rows for which this holds are in the index. */
  readonly condition?: ConditionState;
  /** Fields that the index also holds (PostgreSQL). */
  readonly include?: readonly string[];
  /** The index's method: `gin`, `brin` (PostgreSQL). */
  readonly using?: string;
  /** An operator class for each field (PostgreSQL). */
  readonly opclasses?: readonly string[];
}

/** A named rule that the database keeps. */
export type ConstraintState = CheckState | ExcludeState | UniqueState;

export interface CheckState {
  readonly name: string;
  readonly check: ConditionState;
}

/** No two rows for which all these comparisons hold (PostgreSQL). */
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
  /** Only among rows for which this holds. */
  readonly condition?: ConditionState;
  readonly include?: readonly string[];
  readonly opclasses?: readonly string[];
  /** When it is checked (PostgreSQL). */
  readonly deferrable?: Deferrable;
  /** `false`: two nulls are equal (PostgreSQL 15). */
  readonly nullsDistinct?: boolean;
}

export type Deferrable = "deferred" | "immediate";

/** What a row must be like: one comparison of a field, or several joined. */
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
  /** The fields of a composite primary key. */
  readonly primaryKey?: readonly string[];
  /** The database's own comment on the table. SQLite has none. */
  readonly comment?: string;
  /** What changes no table: `verboseName`, `ordering`, `managed: false`, `proxy: true`. */
  readonly options?: ModelOptionsState;
}

export interface ModelOptionsState {
  /** `false`: the table is somebody else's; none is made, altered or dropped. */
  readonly managed?: boolean;
  /** The model shares the table of the one it stands for. */
  readonly proxy?: boolean;
  readonly [option: string]: unknown;
}

/** Every model at one point of the migrations, by `polls.Question`. */
export interface State {
  get(label: string): ModelState | undefined;
  keys(): Iterable<string>;
}

/** What an operation changes: models by label; `undefined` for one that goes. */
export type Delta = ReadonlyMap<string, ModelState | undefined>;

/** A state and a change of it, without a copy: it costs what is changed. */
export function overlay(state: State, delta: Delta): State {
  return {
    get: (label) => (delta.has(label) ? delta.get(label) : state.get(label)),
    *keys() {
      for (const label of state.keys()) if (!delta.has(label)) yield label;
      for (const [label, model] of delta) if (model) yield label;
    },
  };
}

/** Makes a change part of a state. */
export function applyDelta(state: Map<string, ModelState>, delta: Delta): void {
  for (const [label, model] of delta) {
    if (model) state.set(label, model);
    else state.delete(label);
  }
}

/** `polls.Question` as its two parts. */
export function labelParts(label: string): readonly [app: string, model: string] {
  const dot = label.indexOf(".");
  return [label.slice(0, dot), label.slice(dot + 1)];
}
