import type { ForeignKey, GenericForeignKey, Later, Many, One } from "../types/field.ts";
import {
  FieldBuilder,
  type FieldDeclaration,
  type FieldOptions,
  type OnDelete,
  type SetTo,
} from "./declaration.ts";

interface RelationOptions extends FieldOptions<unknown> {
  /** What happens to a row when the row it refers to is deleted. */
  readonly onDelete: OnDelete;
  /** Name of the reverse relation, unless declared with `fields.reverse`; `"+"` hides it. */
  readonly relatedName?: string;
  /** Its name in conditions. Default `relatedName`, or the model's name. */
  readonly relatedQueryName?: string;
  /** The unique field that it refers to. Default: the primary key. */
  readonly toField?: string;
  /** Whether the database enforces it. Default true. */
  readonly dbConstraint?: boolean;
  /** Conditions on the choices in forms. */
  readonly limitChoicesTo?: unknown;
}

interface OneToOneOptions extends RelationOptions {
  /** Whether it links to the parent model. */
  readonly parentLink?: boolean;
}

interface ManyToManyOptions extends FieldOptions<unknown> {
  readonly relatedName?: string;
  readonly relatedQueryName?: string;
  /** The through model, with its own fields. */
  readonly through?: Later;
  /** Its fields that refer to this model and the other, if there are several. */
  readonly throughFields?: readonly [string, string];
  /** Whether a relation of a model to itself holds in both directions. Default true. */
  readonly symmetrical?: boolean;
  /** The table of the automatic through model. */
  readonly dbTable?: string;
  readonly dbConstraint?: boolean;
  readonly limitChoicesTo?: unknown;
}

interface GenericKeyOptions {
  /** The foreign key to the content type. Default `contentType`. */
  readonly contentTypeField?: string;
  /** The field with the row's key. Default `objectId`. */
  readonly objectIdField?: string;
}

interface GenericRelationOptions<C extends string, O extends string> {
  /** The other model's foreign key to the content type. Default `contentType`. */
  readonly contentTypeField?: C;
  /** The other model's field with the row's key. Default `objectId`. */
  readonly objectIdField?: O;
  /** Name of the reverse relation in the other model's conditions. Default: none. */
  readonly relatedQueryName?: string;
}

function field<F>(kind: FieldDeclaration["kind"], options: object): F {
  return new FieldBuilder({ kind, ...options }) as never;
}

/** Relations to other rows. */
export const relations = {
  /** Refers to a row of another model: `fields.foreignKey(() => Author, { onDelete: "cascade" })`. */
  foreignKey: <T extends Later>(to: T, options: RelationOptions): ForeignKey<T> =>
    field("foreignKey", { ...options, to }),
  /** Like `foreignKey`, but no two rows refer to the same one. */
  oneToOne: <T extends Later>(to: T, options: OneToOneOptions): ForeignKey<T> =>
    field("oneToOne", { ...options, to }),
  /** Refers to any number of rows of another model. */
  manyToMany: <T extends Later>(to: T, options: ManyToManyOptions = {}): Many<T> =>
    field("manyToMany", { ...options, to }),
  /** Refers to a row of any model, by content type and key, which two other fields store. */
  genericForeignKey: (options: GenericKeyOptions = {}): GenericForeignKey =>
    field("genericForeignKey", options),
  /** The rows of another model whose generic foreign key refers to this one; they are deleted with it. */
  genericRelation: <
    T extends Later,
    const C extends string = "contentType",
    const O extends string = "objectId",
  >(
    to: T,
    options: GenericRelationOptions<C, O> = {},
  ): Many<T, C | O> => field("genericRelation", { ...options, to }),
  /** The reverse of a foreign key or many-to-many relation: `books: fields.reverse(() => Book, "author")`. */
  reverse: <T extends Later, const F extends string>(to: T, via: F): Many<T, F> =>
    field("reverse", { to, via }),
  /** The reverse of a one-to-one relation. */
  reverseOne: <T extends Later, const F extends string>(to: T, via: F): One<T> =>
    field("reverseOne", { to, via }),
};

/**
 * For `onDelete`: sets references to the deleted row to a value, or to what a function returns.
 *
 * @example
 * class Note extends defineModel(() => Note, {
 *   author: fields.foreignKey(() => Author, { onDelete: setTo(1) }),
 * }) {}
 */
export function setTo(value: unknown): SetTo {
  return { setTo: value };
}
