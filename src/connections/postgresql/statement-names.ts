/** Prepared statements per connection, at most twice as many; each takes about 30 kB on the server. */
const NAMED = 100;
/** Number of remembered texts that were seen once. */
const SEEN = 1000;
/** Longest text to prepare, in characters. */
const LONGEST = 20_000;
/** Names used per connection; the driver remembers each. */
const LIFE = 2000;

/**
 * Names for a connection's prepared statements. A name costs memory on the server, so only a text seen a second time
 * gets one, and unused names are dropped.
 */
export class StatementNames {
  #seen = new Set<string>();
  #young = new Map<string, string>();
  #old = new Map<string, string>();
  #given = 0;

  /** Whether the connection should be replaced by a new one. */
  get isWorn(): boolean {
    return this.#given >= LIFE;
  }

  /**
   * Returns the name of a statement if it is to be prepared.
   *
   * @param drop Called with names no longer in use.
   */
  nameOf(sql: string, drop: (name: string) => void): string | undefined {
    const young = this.#young.get(sql);
    if (young !== undefined) return young;
    const name = this.#old.get(sql) ?? this.#newName(sql);
    if (name === undefined) return undefined;
    this.#old.delete(sql);
    if (this.#young.size >= NAMED) {
      for (const unused of this.#old.values()) drop(unused);
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(sql, name);
    return name;
  }

  /** Drops a statement whose plan the server refuses because the table has changed. */
  forget(sql: string): void {
    this.#young.delete(sql);
    this.#old.delete(sql);
  }

  #newName(sql: string): string | undefined {
    if (sql.length > LONGEST || this.isWorn) return undefined;
    if (!this.#seen.delete(sql)) {
      if (this.#seen.size >= SEEN) this.#seen.clear();
      this.#seen.add(sql);
      return undefined;
    }
    this.#given += 1;
    return `mkweb_${this.#given}`;
  }
}
