import type { Properties } from "./instance.ts";
import type { Where } from "./where.ts";

/** Django's `class Meta`. */
export interface ModelOptions<P extends Properties> {
  /** Default: the app's label and the model's name, as in Django. */
  readonly dbTable?: string;
  /** The name for people, in small letters. Default: the model's name in words. */
  readonly verboseName?: string;
  /** Default: `verboseName` with an s. */
  readonly verboseNamePlural?: string;
  /** The order when none is asked for: `["-pubDate"]`, `-` for descending. */
  readonly ordering?: readonly Ordered<P>[];
  /** Fields, or a whole {@link IndexOptions}. */
  readonly indexes?: readonly (readonly Ordered<P>[] | IndexOptions<P>)[];
  readonly uniqueTogether?: readonly (readonly Named<P>[])[];
  /** Rules that the database keeps: {@link CheckOptions}, {@link UniqueOptions}. */
  readonly constraints?: readonly (CheckOptions<P> | UniqueOptions<P>)[];
}

export interface IndexOptions<P extends Properties> {
  /**
   * At most 30 characters. `%(app_label)s` and `%(class)s` stand for the app and the model, for an abstract
   * base. Default: made from the table's and the columns' names.
   */
  readonly name?: string;
  /** `-` before one for descending. */
  readonly fields: readonly Ordered<P>[];
  /** Only rows for which this holds are in the index. */
  readonly condition?: Condition<P>;
}

/** No row may break `check`: `{ name: "votes_not_negative", check: { votes: gte(0) } }`. */
export interface CheckOptions<P extends Properties> {
  /** Unique in the database; `%(app_label)s` and `%(class)s` as in {@link IndexOptions}. */
  readonly name: string;
  readonly check: Condition<P>;
  /** What `fullClean` says. Default: `Constraint “…” is violated.` */
  readonly violationErrorMessage?: string;
}

/** No two rows, for which `condition` holds, have the same in all of these fields. */
export interface UniqueOptions<P extends Properties> {
  readonly name: string;
  readonly unique: readonly Named<P>[];
  readonly condition?: Condition<P>;
  readonly violationErrorMessage?: string;
}

/** The options of any model, once its fields no longer matter. */
export type DeclaredOptions = ModelOptions<Record<never, never>>;

/** Conditions on the fields of the same row; of a relation only whether it is null. */
type Condition<P extends Properties> = Where<{
  readonly [Name in keyof P]: ConditionValue<P[Name]>;
}>;

type ConditionValue<Field> = Field extends (...args: never[]) => unknown
  ? RelationColumn | null
  : Field extends { readonly "~type"?: { readonly value: infer Value } }
    ? Value | null
    : never;

interface RelationColumn {
  readonly relation: true;
}

type Named<P extends Properties> = (keyof P & string) | "id";
type Ordered<P extends Properties> = Named<P> | `-${Named<P>}`;
