import type { Storage } from "../../files/index.ts";
import type { Validator } from "../../validators/index.ts";

/** What a field is besides its column; all of it Django's. */
export interface FieldOptions<in out Value> {
  /** The name for people. Default: the field's name in words, `pub date`. */
  readonly verboseName?: string;
  /** A sentence for people who fill it in. */
  readonly helpText?: string;
  /** Whether `fullClean` lets it be empty. Default false. */
  readonly blank?: boolean;
  /** Whether forms show it. Default true. */
  readonly editable?: boolean;
  /** The only values there may be, each alone or with its name for people; or groups of them: `["Fruit", [["a", "Apple"]]]`. */
  readonly choices?: readonly (
    | Value
    | readonly [value: Value, name: string]
    | readonly [group: string, choices: readonly (readonly [value: Value, name: string])[]]
  )[];
  /** What `fullClean` asks besides what the kind of field asks. */
  readonly validators?: readonly Validator<NoInfer<Value>>[];
  /** Messages by Django's codes: `null`, `blank`, `invalid`, `invalid_choice`, `unique`. */
  readonly errorMessages?: Readonly<Record<string, string>>;
}

/** Kinds of fields that have a column of their own, by the functions that make them. */
export type ColumnFieldKind =
  | "array"
  | "auto"
  | "bigAuto"
  | "bigInteger"
  | "binary"
  | "boolean"
  | "char"
  | "choice"
  | "compositePrimaryKey"
  | "date"
  | "datetime"
  | "decimal"
  | "duration"
  | "email"
  | "file"
  | "float"
  | "generated"
  | "genericIPAddress"
  | "image"
  | "integer"
  | "json"
  | "positiveBigInteger"
  | "positiveInteger"
  | "positiveSmallInteger"
  | "slug"
  | "smallAuto"
  | "smallInteger"
  | "text"
  | "time"
  | "url"
  | "uuid";

/** Kinds of fields that lead to other rows. */
export type RelationKind =
  | "foreignKey"
  | "genericForeignKey"
  | "genericRelation"
  | "manyToMany"
  | "oneToOne"
  | "reverse"
  | "reverseOne";

export type FieldKind = ColumnFieldKind | RelationKind;

/** Sets what pointed to a deleted row to a value; made by `setTo`. */
export interface SetTo {
  readonly setTo: unknown;
}

/** What happens to a row when the row it belongs to is deleted. */
export type OnDelete =
  | "cascade"
  | "protect"
  | "restrict"
  | "set null"
  | "set default"
  | "do nothing"
  | SetTo;

/** A class that `defineModel` made, or one that extends it. */
export type ModelClass = abstract new (...args: never[]) => object;

/** A model that may be defined later. */
export type LaterModel = () => ModelClass;

/**
 * A folder with codes of `strftime`, `"photos/%Y/%m"`; or a function that makes a path below the storage of the object
 * and the name that the file came with.
 */
export type UploadTo =
  | string
  // A function that named the model itself would be a circle to the compiler.
  | ((instance: Readonly<Record<string, unknown>>, filename: string) => string);

/** A field as it was declared: plain data. */
export interface FieldDeclaration extends FieldOptions<unknown> {
  readonly kind: FieldKind;
  readonly nullable?: boolean;
  readonly primary?: boolean;
  readonly unique?: boolean;
  /** Whether it has an index; a foreign key and a slug have one unless this is false. */
  readonly index?: boolean;
  readonly dbColumn?: string;
  /** There only if a default was given; a function is called for each object. */
  readonly default?: unknown;
  /** There only if the database gives the value; a literal or an expression. */
  readonly dbDefault?: unknown;
  /** Unique for the day, month or year of another field; `fullClean` asks. */
  readonly uniqueForDate?: string;
  readonly uniqueForMonth?: string;
  readonly uniqueForYear?: string;
  readonly maxLength?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
  /** Whether a slug may have letters of every script. */
  readonly allowUnicode?: boolean;
  /** Whether it holds the moment of the last save. */
  readonly autoNow?: boolean;
  /** Whether it holds the moment of the first save. */
  readonly autoNowAdd?: boolean;
  /** Which addresses of the internet: default both. */
  readonly protocol?: "both" | "IPv4" | "IPv6";
  /** Where the storage keeps files of a field: a folder, or what makes a name of an object and a name. */
  readonly uploadTo?: UploadTo;
  /** The storage, or what answers it. Default: `default` in STORAGES. */
  readonly storage?: Storage | (() => Storage);
  /** Fields that hold the size of an image. */
  readonly widthField?: string;
  readonly heightField?: string;
  /** An array's elements. */
  readonly element?: FieldDeclaration;
  /** What the database makes the value of. */
  readonly expression?: unknown;
  /** Of a generated field, the kind of its value. */
  readonly output?: FieldDeclaration;
  /** Whether a generated column is stored. */
  readonly dbPersist?: boolean;
  /** A composite primary key: its fields' names. */
  readonly parts?: readonly string[];

  /** Where a relation leads. */
  readonly to?: LaterModel;
  readonly onDelete?: OnDelete;
  /** What the other side calls this relation; `"+"` at its end hides it. */
  readonly relatedName?: string;
  /** What conditions on the other side call it, if not `relatedName`. */
  readonly relatedQueryName?: string;
  /** The unique field a foreign key points to, if not the primary key. */
  readonly toField?: string;
  /** Whether a one-to-one relation is that of a model to the model it extends. */
  readonly parentLink?: boolean;
  /** Whether the database keeps the foreign key. Default true. */
  readonly dbConstraint?: boolean;
  readonly limitChoicesTo?: unknown;
  /** The model of a many-to-many relation's rows, if it is declared. */
  readonly through?: LaterModel;
  /** Its fields that lead to this model and to the other. */
  readonly throughFields?: readonly [string, string];
  /** Whether a relation of a model to itself holds both ways. Default true. */
  readonly symmetrical?: boolean;
  readonly dbTable?: string;
  /** The field of the other model that a reverse relation follows. */
  readonly via?: string;
  /** A generic relation: the fields with the content type and the key. */
  readonly contentTypeField?: string;
  readonly objectIdField?: string;
}

/** A field while it is declared: each of its methods answers a new one. */
export class FieldBuilder {
  readonly declaration: FieldDeclaration;

  constructor(declaration: FieldDeclaration) {
    this.declaration = declaration;
  }

  nullable(): FieldBuilder {
    return this.#with({ nullable: true });
  }

  default(value: unknown): FieldBuilder {
    return this.#with({ default: value });
  }

  dbDefault(value: unknown): FieldBuilder {
    return this.#with({ dbDefault: value });
  }

  unique(): FieldBuilder {
    return this.#with({ unique: true });
  }

  primary(): FieldBuilder {
    return this.#with({ primary: true });
  }

  index(on = true): FieldBuilder {
    return this.#with({ index: on });
  }

  dbColumn(name: string): FieldBuilder {
    return this.#with({ dbColumn: name });
  }

  #with(more: Partial<FieldDeclaration>): FieldBuilder {
    return new FieldBuilder({ ...this.declaration, ...more });
  }
}
