/**
 * What a query knows of a model. The room `models` makes it from what was declared, `query` only reads it;
 * nothing here depends on the classes that rows become.
 */

/** A table's model, as Django's `_meta` shows it. */
export interface ModelMeta {
  /** `library.Book`. */
  readonly label: string;
  /** `Book`. */
  readonly name: string;
  /** The table. A proxy has that of its {@link ModelMeta.concrete} model. */
  readonly table: string;
  /**
   * Fields with a column, in the order they were declared, by their name (`author`, not `authorId`); those
   * inherited from a parent's table among them, see {@link FieldMeta.model}.
   */
  readonly fields: ReadonlyMap<string, FieldMeta>;
  /** The same fields by what objects call them: `authorId`. */
  readonly attributes: ReadonlyMap<string, FieldMeta>;
  readonly primaryKey: FieldMeta;
  /** Every name that leads to other rows in a condition: forward, reverse, many-to-many, generic. */
  readonly relations: ReadonlyMap<string, RelationMeta>;
  /** Used when a query asks for no order: `["-made", "author.name"]`, or expressions of the room `query`. */
  readonly ordering: readonly unknown[];
  /** The model whose table a proxy shares; a model with a table of its own is its own. */
  readonly concrete: ModelMeta;
  /** Multi-table inheritance: for each parent, the steps that lead to its table, nearest first. */
  readonly parents: ReadonlyMap<ModelMeta, readonly Step[]>;
}

export interface FieldMeta {
  /** `author`. */
  readonly name: string;
  /** What an object calls the column's value: `authorId`; for a plain field its name. */
  readonly attribute: string;
  /** `author_id`. Empty for a composite primary key. */
  readonly column: string;
  /** For a relation the type of the column it points to. */
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** The model whose table holds the column: a parent's in multi-table inheritance. */
  readonly model: ModelMeta;
  /** A foreign key or one-to-one relation: the field it points to. */
  readonly target?: FieldMeta | undefined;
  /** A composite primary key: its fields. */
  readonly parts?: readonly FieldMeta[] | undefined;
  /** A generated column: never written. */
  readonly generated?: boolean;
}

/** A name that leads to other rows. */
export interface RelationMeta {
  readonly name: string;
  /** The model it leads to. */
  readonly model: ModelMeta;
  /** The joins: one for a foreign key, two for a many-to-many relation. */
  readonly steps: readonly Step[];
  /** Whether there may be several rows at the other end. */
  readonly many: boolean;
  /** The field whose column holds the relation, on this side; none for reverse and many-to-many ones. */
  readonly field?: FieldMeta;
}

/** One join. */
export interface Step {
  readonly from: ModelMeta;
  readonly to: ModelMeta;
  /** Pairs of columns that are equal, `from`'s first. */
  readonly on: readonly (readonly [from: FieldMeta, to: FieldMeta])[];
  /** Whether one row of `from` may meet several of `to`. */
  readonly many: boolean;
  /** Whether `from` holds the key, so that a step that only leads to it can be left out. */
  readonly direct: boolean;
  /** Whether there may be no row of `to`. */
  readonly nullable: boolean;
  /** A generic relation: what a column of `to` holds besides, or of `from` where it is `near`. */
  readonly where?: readonly {
    readonly field: FieldMeta;
    readonly near?: boolean;
    readonly key: RowKey;
  }[];
}

/** The key of the row of a table that has these texts in these columns: of a content type. */
export interface RowKey {
  readonly table: string;
  readonly column: string;
  readonly match: readonly (readonly [column: string, text: string])[];
}

export type Vendor = "sqlite" | "postgresql";

/** What a driver binds, once a column's type has judged a value. */
export type Bindable = string | number | bigint | boolean | Uint8Array | null | readonly unknown[];

/** A kind of column: what values it takes, how each database holds them, how they are read. */
export interface ColumnType {
  readonly kind: ColumnKind;
  /** Characters, at most, of texts; digits in all and behind the point, of decimals. */
  readonly maxLength?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
  /** An array's elements. */
  readonly element?: ColumnType;
  /**
   * The value as an object holds it, converted where Django's `to_python` does.
   *
   * @throws {TypeError} It is no value of this kind; the message says what was expected, never the value.
   */
  prepare(value: unknown): unknown;
  /** What is bound for a prepared value that is not null. */
  toDatabase(value: unknown, vendor: Vendor): Bindable;
  /** Makes of what the driver gives what an object holds; none where they are the same. */
  readonly fromDatabase: Readonly<Record<Vendor, ((raw: never) => unknown) | undefined>>;
}

export type ColumnKind =
  | "array"
  | "bigInteger"
  | "binary"
  | "boolean"
  | "char"
  | "composite"
  | "date"
  | "datetime"
  | "decimal"
  | "duration"
  | "float"
  | "genericIPAddress"
  | "integer"
  | "json"
  | "positiveBigInteger"
  | "positiveInteger"
  | "positiveSmallInteger"
  | "smallInteger"
  | "text"
  | "time"
  | "uuid";
