import type { ForeignKey, GenericForeignKey, Later, Many, One } from "../types/field.ts";
import {
  FieldBuilder,
  type FieldDeclaration,
  type FieldOptions,
  type OnDelete,
  type SetTo,
} from "./declaration.ts";

interface RelationOptions extends FieldOptions<unknown> {
  /** What happens to a row when the row it belongs to is deleted. */
  readonly onDelete: OnDelete;
  /** What the other side calls the rows, if it declares no `fields.reverse`; `"+"` hides them. */
  readonly relatedName?: string;
  /** What conditions on the other side call them. Default `relatedName`, or the model's name. */
  readonly relatedQueryName?: string;
  /** The unique field it points to. Default the primary key. */
  readonly toField?: string;
  /** Whether the database keeps it. Default true. */
  readonly dbConstraint?: boolean;
  /** Conditions on the rows that forms offer. */
  readonly limitChoicesTo?: unknown;
}

interface OneToOneOptions extends RelationOptions {
  /** Whether it is the relation to the model that this one extends. */
  readonly parentLink?: boolean;
}

interface ManyToManyOptions extends FieldOptions<unknown> {
  readonly relatedName?: string;
  readonly relatedQueryName?: string;
  /** The model of the rows between the two, with fields of its own. */
  readonly through?: Later;
  /** Its fields that lead here and there, where it has several. */
  readonly throughFields?: readonly [string, string];
  /** Whether a relation of a model to itself holds both ways. Default true. */
  readonly symmetrical?: boolean;
  /** The table of the rows between, if not `through`'s. */
  readonly dbTable?: string;
  readonly dbConstraint?: boolean;
  readonly limitChoicesTo?: unknown;
}

interface GenericKeyOptions {
  /** The foreign key to the content type. Default `contentType`. */
  readonly contentTypeField?: string;
  /** The field with the key of the row. Default `objectId`. */
  readonly objectIdField?: string;
}

interface GenericRelationOptions<C extends string, O extends string> {
  /** The other model's foreign key to the content type. Default `contentType`. */
  readonly contentTypeField?: C;
  /** The other model's field with the key of the row. Default `objectId`. */
  readonly objectIdField?: O;
  /** What conditions on the other model call the way back. Default: there is none. */
  readonly relatedQueryName?: string;
}

function field<F>(kind: FieldDeclaration["kind"], options: object): F {
  return new FieldBuilder({ kind, ...options }) as never;
}

/** The kinds of fields that lead to other rows. */
export const relations = {
  /** The row of another model this one belongs to: `fields.foreignKey(() => Author, { onDelete: "cascade" })`. */
  foreignKey: <T extends Later>(to: T, options: RelationOptions): ForeignKey<T> =>
    field("foreignKey", { ...options, to }),
  /** As `foreignKey`, and no two rows belong to the same one. */
  oneToOne: <T extends Later>(to: T, options: OneToOneOptions): ForeignKey<T> =>
    field("oneToOne", { ...options, to }),
  /** Any number of rows of another model. */
  manyToMany: <T extends Later>(to: T, options: ManyToManyOptions = {}): Many<T> =>
    field("manyToMany", { ...options, to }),
  /** A row of any model, by its content type and its key: two other fields of the model hold them. */
  genericForeignKey: (options: GenericKeyOptions = {}): GenericForeignKey =>
    field("genericForeignKey", options),
  /** The rows of another model whose generic foreign key points here; they are deleted along. */
  genericRelation: <
    T extends Later,
    const C extends string = "contentType",
    const O extends string = "objectId",
  >(
    to: T,
    options: GenericRelationOptions<C, O> = {},
  ): Many<T, C | O> => field("genericRelation", { ...options, to }),
  /** The other side of a foreign key or a many-to-many relation: `books: fields.reverse(() => Book, "author")`. */
  reverse: <T extends Later, const F extends string>(to: T, via: F): Many<T, F> =>
    field("reverse", { to, via }),
  /** The other side of a one-to-one relation. */
  reverseOne: <T extends Later, const F extends string>(to: T, via: F): One<T> =>
    field("reverseOne", { to, via }),
};

/**
 * For `onDelete`: sets what pointed to the deleted row to a value, or to what a function answers.
 *
 * @example
 * class Note extends defineModel(() => Note, {
 *   author: fields.foreignKey(() => Author, { onDelete: setTo(1) }),
 * }) {}
 */
export function setTo(value: unknown): SetTo {
  return { setTo: value };
}
