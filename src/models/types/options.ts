type Named<P> = (keyof P & string) | "id";
type Ordering<N extends string> = N | `-${N}`;

/** Django's `class Meta`. */
export interface ModelOptions<P, Q = unknown> {
  /** The app of a model outside any app's models.ts. */
  readonly appLabel?: string;
  /** Default: the app's label and the model's name, as in Django. */
  readonly dbTable?: string;
  readonly dbTableComment?: string;
  /** Human-readable name in lower case. Default: the model's name in words. */
  readonly verboseName?: string;
  /** Default: `verboseName` with an s. */
  readonly verboseNamePlural?: string;
  /** The default order: `["-pubDate"]`, with `-` for descending, or expressions. */
  readonly ordering?: readonly (
    | Ordering<Named<P>>
    | Ordering<`${keyof P & string}.${string}`>
    | object
  )[];
  /** Lists of fields, or complete {@link IndexOptions}. */
  readonly indexes?: readonly (readonly Ordering<Named<P>>[] | IndexOptions<P>)[];
  readonly uniqueTogether?: readonly (readonly Named<P>[])[];
  /** Constraints enforced by the database. */
  readonly constraints?: readonly (CheckOptions | UniqueOptions<P> | ExclusionOptions<P>)[];
  /** Whether it is a proxy, which shares the table of its parent. */
  readonly proxy?: boolean;
  /** Whether migrations create its table. Default true. */
  readonly managed?: boolean;
  /** The setting that can replace the model: `AUTH_USER_MODEL`. */
  readonly swappable?: string;
  /** Fields for `latest()` and `earliest()`. */
  readonly getLatestBy?: Ordering<Named<P>> | readonly Ordering<Named<P>>[];
  /** Permissions besides add, change, delete and view: `[["can_publish", "Can publish"]]`. */
  readonly permissions?: readonly (readonly [codename: string, name: string])[];
  /** Default `["add", "change", "delete", "view"]`. */
  readonly defaultPermissions?: readonly string[];
  /** Default name of reverse relations to this model. */
  readonly defaultRelatedName?: string;
  /** A query set class with your own methods. */
  readonly querySet?: new (...args: never) => Q;
}

export interface IndexOptions<P> {
  /** At most 30 characters; `%(app_label)s` and `%(class)s` are replaced by the app and the model. */
  readonly name?: string;
  /** Prefix `-` for descending. */
  readonly fields?: readonly Ordering<Named<P>>[];
  /** Replaces `fields`: `[lower("title")]`. */
  readonly expressions?: readonly object[];
  /** Only rows that meet it are in the index. */
  readonly condition?: object;
  /** PostgreSQL: additional fields stored in the index. */
  readonly include?: readonly Named<P>[];
  /** PostgreSQL: kind of index. Default `btree`. */
  readonly using?: "brin" | "btree" | "gin" | "gist" | "hash" | "spgist";
  /** PostgreSQL: operator class of each field. */
  readonly opclasses?: readonly string[];
}

/** Every row must meet `check`: `{ name: "votes_not_negative", check: { votes: gte(0) } }`. */
export interface CheckOptions {
  /** Unique in the database; `%(app_label)s` and `%(class)s` as in {@link IndexOptions}. */
  readonly name: string;
  readonly check: object;
  /** Message of `fullClean`. Default: `Constraint “…” is violated.` */
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}

/** No two rows that meet `condition` may have the same values in all of these fields. */
export interface UniqueOptions<P> {
  readonly name: string;
  readonly unique?: readonly Named<P>[];
  /** Replaces `fields`: `[lower("email")]`. */
  readonly expressions?: readonly object[];
  readonly condition?: object;
  readonly include?: readonly Named<P>[];
  /** Whether it is checked at the end of the transaction. */
  readonly deferrable?: "deferred" | "immediate";
  /** Whether two nulls count as equal. Default false. PostgreSQL 15. */
  readonly nullsDistinct?: boolean;
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}

/** PostgreSQL: no two rows may meet all of these operators. SQLite does not support it and ignores it. */
export interface ExclusionOptions<P> {
  readonly name: string;
  /** Fields or expressions with operators: `[["room", "="], [func("tstzrange", ["begins", "ends"]), "&&"]]`. */
  readonly exclusion: readonly (readonly [Named<P> | object, operator: string])[];
  /** Default `gist`. For `=` on plain fields it needs the extension `btree_gist`. */
  readonly indexType?: "gist" | "spgist";
  /** Only rows that meet it exclude each other. */
  readonly condition?: object;
  readonly include?: readonly Named<P>[];
  /** Whether it is checked at the end of the transaction. */
  readonly deferrable?: "deferred" | "immediate";
  readonly violationErrorMessage?: string;
  readonly violationErrorCode?: string;
}
