/**
 * What a query knows about a model. The room `models` creates it from declarations and `query` only reads it;
 * nothing here depends on the classes of rows.
 */

/** A table's model, like Django's `_meta`. */
export interface ModelMeta {
  /** `library.Book`. */
  readonly label: string;
  /** `Book`. */
  readonly name: string;
  /** The table. A proxy uses that of its {@link ModelMeta.concrete} model. */
  readonly table: string;
  /**
   * Fields with a column in order of declaration, by name (`author`, not `authorId`), including those
   * inherited from a parent's table, see {@link FieldMeta.model}.
   */
  readonly fields: ReadonlyMap<string, FieldMeta>;
  /** The same fields by their attribute on objects: `authorId`. */
  readonly attributes: ReadonlyMap<string, FieldMeta>;
  readonly primaryKey: FieldMeta;
  /** All names that lead to other rows in a condition: forward, reverse, many-to-many, generic. */
  readonly relations: ReadonlyMap<string, RelationMeta>;
  /** The default order: `["-made", "author.name"]`, or expressions of the room `query`. */
  readonly ordering: readonly unknown[];
  /** The model whose table a proxy shares; otherwise the model itself. */
  readonly concrete: ModelMeta;
  /** Multi-table inheritance: the steps to each parent's table, nearest first. */
  readonly parents: ReadonlyMap<ModelMeta, readonly Step[]>;
}

export interface FieldMeta {
  /** `author`. */
  readonly name: string;
  /** Attribute with the column's value: `authorId`; for a plain field its name. */
  readonly attribute: string;
  /** `author_id`. Empty for a composite primary key. */
  readonly column: string;
  /** For a relation, the type of the referenced column. */
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** The model whose table contains the column: a parent in multi-table inheritance. */
  readonly model: ModelMeta;
  /** For a foreign key or one-to-one relation: the referenced field. */
  readonly target?: FieldMeta | undefined;
  /** For a composite primary key: its fields. */
  readonly parts?: readonly FieldMeta[] | undefined;
  /** A generated column, which is never written. */
  readonly generated?: boolean;
}

/** A name that leads to other rows. */
export interface RelationMeta {
  readonly name: string;
  /** The related model. */
  readonly model: ModelMeta;
  /** The joins: one for a foreign key, two for a many-to-many relation. */
  readonly steps: readonly Step[];
  /** Whether there may be several related rows. */
  readonly many: boolean;
  /** The field with the relation's column on this side; missing for reverse and many-to-many relations. */
  readonly field?: FieldMeta;
}

/** One join. */
export interface Step {
  readonly from: ModelMeta;
  readonly to: ModelMeta;
  /** Pairs of equal columns, `from`'s first. */
  readonly on: readonly (readonly [from: FieldMeta, to: FieldMeta])[];
  /** Whether a row of `from` may match several rows of `to`. */
  readonly many: boolean;
  /** Whether `from` contains the key, so that a step that only leads to the key can be skipped. */
  readonly direct: boolean;
  /** Whether the row of `to` may be missing. */
  readonly nullable: boolean;
  /** For a generic relation: the value of a further column of `to`, or of `from` if it is `near`. */
  readonly where?: readonly {
    readonly field: FieldMeta;
    readonly near?: boolean;
    readonly key: RowKey;
  }[];
}

/** The key of a table's row with these texts in these columns, for a content type. */
export interface RowKey {
  readonly table: string;
  readonly column: string;
  readonly match: readonly (readonly [column: string, text: string])[];
}

export type Vendor = "sqlite" | "postgresql";

/** Values that a driver can bind, after conversion by a column's type. */
export type Bindable = string | number | bigint | boolean | Uint8Array | null | readonly unknown[];

/** A column type: which values it accepts, how each database stores them, and how they are read. */
export interface ColumnType {
  readonly kind: ColumnKind;
  /** For texts, the maximum number of characters; for decimals, the total digits and those after the point. */
  readonly maxLength?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
  /** The type of an array's elements. */
  readonly element?: ColumnType;
  /**
   * Converts a value to the form on objects, as Django's `to_python` does.
   *
   * @throws {TypeError} An invalid value; the message says what was expected, but never contains the value.
   */
  prepare(value: unknown): unknown;
  /** The bound form of a prepared value that is not null. */
  toDatabase(value: unknown, vendor: Vendor): Bindable;
  /** Converts a driver's value to the form on objects; missing if they are the same. */
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
