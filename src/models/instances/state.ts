/** What an object knows of itself beside its fields; Django's `_state` and `fields_cache`. */
export interface State {
  /** Whether it has no row yet. */
  adding: boolean;
  /** The database it was read from or saved to; `undefined` for the usual one. */
  alias: string | undefined;
  /** Objects at the other end of its relations, as far as they were loaded or assigned. */
  related: Map<string, object | null> | undefined;
  /** Relations whose object had no key when it was assigned. */
  unsaved: Set<string> | undefined;
  /** What prefetchRelated() found, by the name of the relation to many. */
  prefetched: Map<string, unknown> | undefined;
  /** Attributes that were not read, as only() and defer() leave them. */
  deferred: Set<string> | undefined;
  /** What it has in its fields of files: a name as it was read, or the file made of it. */
  files: Map<string, unknown> | undefined;
  /** Those of them that were assigned after that. */
  changedFiles: Set<string> | undefined;
}

export function newState(adding: boolean): State {
  return {
    adding,
    alias: undefined,
    related: undefined,
    unsaved: undefined,
    prefetched: undefined,
    deferred: undefined,
    files: undefined,
    changedFiles: undefined,
  };
}
