type Named<P> = (keyof P & string) | "id";
type Ordering<N extends string> = N | `-${N}`;

/** Django's `class Meta`. */
export interface ModelOptions<P, Q = unknown> {
  /** The app of a model that is in no app's models.ts. */
  readonly appLabel?: string;
  /** Default: the app's label and the model's name, as in Django. */
  readonly dbTable?: string;
  readonly dbTableComment?: string;
  /** The name for people, in small letters. Default: the model's name in words. */
  readonly verboseName?: string;
  /** Default: `verboseName` with an s. */
  readonly verboseNamePlural?: string;
  /** The order when none is asked for: `["-pubDate"]`, `-` for descending; or expressions. */
  readonly ordering?: readonly (
    | Ordering<Named<P>>
    | Ordering<`${keyof P & string}.${string}`>
    | object
  )[];
  /** Fields, or a whole {@link IndexOptions}. */
  readonly indexes?: readonly (readonly Ordering<Named<P>>[] | IndexOptions<P>)[];
  readonly uniqueTogether?: readonly (readonly Named<P>[])[];
  /** Rules that the database keeps. */
  readonly constraints?: readonly (CheckOptions | UniqueOptions<P> | ExclusionOptions<P>)[];
  /** Whether it shares the table of the model it extends, as another view of the same rows. */
  readonly proxy?: boolean;
  /** Whether migrations make its table. Default true. */
  readonly managed?: boolean;
  /** The setting that may name another model instead: `AUTH_USER_MODEL`. */
  readonly swappable?: string;
  /** What `latest()` and `earliest()` go by. */
  readonly getLatestBy?: Ordering<Named<P>> | readonly Ordering<Named<P>>[];
  /** Permissions besides add, change, delete and view: `[["can_publish", "Can publish"]]`. */
  readonly permissions?: readonly (readonly [codename: string, name: string])[];
  /** Default `["add", "change", "delete", "view"]`. */
  readonly defaultPermissions?: readonly string[];
  /** What other models call this one's relations to them, where they say nothing. */
  readonly defaultRelatedName?: string;
  /** A query set with methods of one's own. */
  readonly querySet?: new (...args: never) => Q;
}

export interface IndexOptions<P> {
  /** At most 30 characters; `%(app_label)s` and `%(class)s` stand for the app and the model. */
  readonly name?: string;
  /** `-` before one for descending. */
  readonly fields?: readonly Ordering<Named<P>>[];
  /** Instead of fields: `[lower("title")]`. */
  readonly expressions?: readonly object[];
  /** Only rows for which this holds are in the index. */
  readonly condition?: object;
  /** PostgreSQL: fields that the index holds besides. */
  readonly include?: readonly Named<P>[];
  /** PostgreSQL: the kind of index. Default `btree`. */
  readonly using?: "brin" | "btree" | "gin" | "gist" | "hash" | "spgist";
  /** PostgreSQL: the operator class of each field. */
  readonly opclasses?: readonly string[];
}

/** No row may break `check`: `{ name: "votes_not_negative", check: { votes: gte(0) } }`. */
export interface CheckOptions {
  /** Unique in the database; `%(app_label)s` and `%(class)s` as in {@link IndexOptions}. */
  readonly name: string;
  readonly check: object;
  /** What `fullClean` says. Default: `Constraint “…” is violated.` */
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}

/** No two rows, for which `condition` holds, have the same in all of these fields. */
export interface UniqueOptions<P> {
  readonly name: string;
  readonly unique?: readonly Named<P>[];
  /** Instead of fields: `[lower("email")]`. */
  readonly expressions?: readonly object[];
  readonly condition?: object;
  readonly include?: readonly Named<P>[];
  /** Whether it is asked at the end of the transaction. */
  readonly deferrable?: "deferred" | "immediate";
  /** Whether two nulls count as the same. Default false. PostgreSQL 15. */
  readonly nullsDistinct?: boolean;
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}

/** PostgreSQL: no two rows for which all of these operators hold. SQLite has nothing of the kind, and makes none. */
export interface ExclusionOptions<P> {
  readonly name: string;
  /** Fields or expressions, each with its operator: `[["room", "="], [func("tstzrange", ["begins", "ends"]), "&&"]]`. */
  readonly exclusion: readonly (readonly [Named<P> | object, operator: string])[];
  /** Default `gist`. With it, `=` of plain fields needs the extension `btree_gist`. */
  readonly indexType?: "gist" | "spgist";
  /** Only rows for which this holds exclude each other. */
  readonly condition?: object;
  readonly include?: readonly Named<P>[];
  /** Whether it is asked at the end of the transaction. */
  readonly deferrable?: "deferred" | "immediate";
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}
