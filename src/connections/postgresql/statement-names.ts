/** Statements prepared in one connection, at most twice as many; each takes some 30 kB of the server. */
const NAMED = 100;
/** Texts remembered as seen once. */
const SEEN = 1000;
/** Characters of a text worth preparing. */
const LONGEST = 20_000;
/** Names given in one connection's life; the driver remembers each. */
const LIFE = 2000;

/**
 * Names under which one connection prepares its statements: a name costs the server memory, so only what
 * comes a second time gets one, and what is not used any more loses it.
 */
export class StatementNames {
  #seen = new Set<string>();
  #young = new Map<string, string>();
  #old = new Map<string, string>();
  #given = 0;

  /** Whether the connection should make room for a new one. */
  get isWorn(): boolean {
    return this.#given >= LIFE;
  }

  /**
   * The name of a statement, if it is to be prepared.
   *
   * @param drop Called with names that are not used any more.
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

  /** For a statement whose plan the server refuses, as the table has changed. */
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
