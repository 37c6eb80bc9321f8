/** What is measured, in the order of the report. */
export const OPERATIONS = [
  "get",
  "filter100",
  "lookup100",
  "hydrate10k",
  "join1000",
  "prefetch1000x10",
  "count",
  "exists",
  "update",
  "queryset-update",
  "insert",
  "bulk10k",
  "cascade",
  "getOrCreate",
  "transaction",
  "chain10",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What happens once in a process, and is measured in processes of its own. */
export const STARTS = ["unit30", "firstQuery"] as const;
export type Start = (typeof STARTS)[number];

export const PEERS = ["mkweb", "raw", "kysely", "drizzle", "django"] as const;
export type PeerName = (typeof PEERS)[number];

export const DATABASES = ["sqlite", "postgresql"] as const;
export type DatabaseName = (typeof DATABASES)[number];

/** Rows there before each round: authors, and books, ten to an author. */
export const AUTHORS = 1000;
export const BOOKS = 10_000;
/** Where the ids of authors begin that `cascade` deletes. */
export const DOOMED = 1_000_000;
/** Models of `unit30`. */
export const UNIT = 30;
