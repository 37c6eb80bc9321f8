/** An object's state besides its fields; Django's `_state` and `fields_cache`. */
export interface State {
  /** Whether it has no row yet. */
  adding: boolean;
  /** The database that it was read from or saved to; `undefined` for the usual one. */
  alias: string | undefined;
  /** Related objects that were loaded or assigned. */
  related: Map<string, object | null> | undefined;
  /** Relations whose object had no key when assigned. */
  unsaved: Set<string> | undefined;
  /** Results of prefetchRelated(), by name of the relation. */
  prefetched: Map<string, unknown> | undefined;
  /** Attributes that were not loaded, because of only() or defer(). */
  deferred: Set<string> | undefined;
  /** Values of file fields: a name as read, or the file created from it. */
  files: Map<string, unknown> | undefined;
  /** File fields that were assigned afterwards. */
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
