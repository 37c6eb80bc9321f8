import type { Storage } from "../../files/index.ts";
import type { Validator } from "../../validators/index.ts";

/** Django's options of a field besides those of its column. */
export interface FieldOptions<in out Value> {
  /** Human-readable name. Default: the field's name in words, `pub date`. */
  readonly verboseName?: string;
  /** Help text for people who fill it in. */
  readonly helpText?: string;
  /** Whether `fullClean` accepts an empty value. Default false. */
  readonly blank?: boolean;
  /** Whether forms include it. Default true. */
  readonly editable?: boolean;
  /** The only allowed values, each alone or with a label, or groups of them: `["Fruit", [["a", "Apple"]]]`. */
  readonly choices?: readonly (
    | Value
    | readonly [value: Value, name: string]
    | readonly [group: string, choices: readonly (readonly [value: Value, name: string])[]]
  )[];
  /** Additional checks of `fullClean`. */
  readonly validators?: readonly Validator<NoInfer<Value>>[];
  /** Messages by Django's codes: `null`, `blank`, `invalid`, `invalid_choice`, `unique`. */
  readonly errorMessages?: Readonly<Record<string, string>>;
}

/** Kinds of fields with their own column, named after the functions that create them. */
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

/** Kinds of relations. */
export type RelationKind =
  | "foreignKey"
  | "genericForeignKey"
  | "genericRelation"
  | "manyToMany"
  | "oneToOne"
  | "reverse"
  | "reverseOne";

export type FieldKind = ColumnFieldKind | RelationKind;

/** Sets references to a deleted row to a value; created by `setTo`. */
export interface SetTo {
  readonly setTo: unknown;
}

/** What happens to a row when the row it refers to is deleted. */
export type OnDelete =
  | "cascade"
  | "protect"
  | "restrict"
  | "set null"
  | "set default"
  | "do nothing"
  | SetTo;

/** A class created by `defineModel`, or one that extends it. */
export type ModelClass = abstract new (...args: never[]) => object;

/** A model that may be defined later. */
export type LaterModel = () => ModelClass;

/**
 * A folder with `strftime` codes, `"photos/%Y/%m"`, or a function that returns a path in the storage from the object and
 * the original file name.
 */
export type UploadTo =
  | string
  // Naming the model in the function's type would be circular.
  | ((instance: Readonly<Record<string, unknown>>, filename: string) => string);

/** A field as declared: plain data. */
export interface FieldDeclaration extends FieldOptions<unknown> {
  readonly kind: FieldKind;
  readonly nullable?: boolean;
  readonly primary?: boolean;
  readonly unique?: boolean;
  /** Whether it has an index; foreign keys and slugs have one unless this is false. */
  readonly index?: boolean;
  readonly dbColumn?: string;
  /** Set only if a default was given; a function is called for each object. */
  readonly default?: unknown;
  /** Set only if the database provides the default; a literal or an expression. */
  readonly dbDefault?: unknown;
  /** Unique within the day, month or year of another field; `fullClean` checks it. */
  readonly uniqueForDate?: string;
  readonly uniqueForMonth?: string;
  readonly uniqueForYear?: string;
  readonly maxLength?: number;
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
  /** Whether a slug may have letters of all scripts. */
  readonly allowUnicode?: boolean;
  /** Whether it stores the time of the last save. */
  readonly autoNow?: boolean;
  /** Whether it stores the time of the first save. */
  readonly autoNowAdd?: boolean;
  /** Kind of IP addresses. Default: both. */
  readonly protocol?: "both" | "IPv4" | "IPv6";
  /** Folder in the storage, or a function that names files. */
  readonly uploadTo?: UploadTo;
  /** The storage, or a function that returns it. Default: `default` in STORAGES. */
  readonly storage?: Storage | (() => Storage);
  /** Fields that store the size of an image. */
  readonly widthField?: string;
  readonly heightField?: string;
  /** The elements of an array. */
  readonly element?: FieldDeclaration;
  /** The expression of a generated field. */
  readonly expression?: unknown;
  /** The type of a generated field. */
  readonly output?: FieldDeclaration;
  /** Whether a generated column is stored. */
  readonly dbPersist?: boolean;
  /** Field names of a composite primary key. */
  readonly parts?: readonly string[];

  /** The related model. */
  readonly to?: LaterModel;
  readonly onDelete?: OnDelete;
  /** Name of the reverse relation; a trailing `"+"` hides it. */
  readonly relatedName?: string;
  /** Its name in conditions, if not `relatedName`. */
  readonly relatedQueryName?: string;
  /** The unique field that a foreign key refers to, if not the primary key. */
  readonly toField?: string;
  /** Whether a one-to-one relation links a model to its parent. */
  readonly parentLink?: boolean;
  /** Whether the database enforces the foreign key. Default true. */
  readonly dbConstraint?: boolean;
  readonly limitChoicesTo?: unknown;
  /** The through model of a many-to-many relation, if it is declared. */
  readonly through?: LaterModel;
  /** Its fields that refer to this model and the other. */
  readonly throughFields?: readonly [string, string];
  /** Whether a relation of a model to itself holds in both directions. Default true. */
  readonly symmetrical?: boolean;
  readonly dbTable?: string;
  /** The field of the other model that a reverse relation follows. */
  readonly via?: string;
  /** Fields of a generic relation for the content type and the key. */
  readonly contentTypeField?: string;
  readonly objectIdField?: string;
}

/** A field being declared: each method returns a new one. */
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
