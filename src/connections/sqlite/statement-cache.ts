/** Cached statements, at most twice as many; preparing costs more than running most of them. */
const STATEMENTS = 250;
/** Characters of their texts, at most twice as many; a text longer than an eighth is not cached. */
const CHARACTERS = 1_000_000;

/**
 * Caches prepared statements by text, limited by number and size. Uses two generations instead of tracking the order of
 * use: entries used while the young one fills up survive, others are dropped.
 */
export class StatementCache<T> {
  readonly #prepare: (sql: string) => T;
  #young = new Map<string, T>();
  #old = new Map<string, T>();
  #characters = 0;

  constructor(prepare: (sql: string) => T) {
    this.#prepare = prepare;
  }

  get(sql: string): T {
    return this.#young.get(sql) ?? this.#keep(sql, this.#old.get(sql) ?? this.#prepare(sql));
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#characters = 0;
  }

  #keep(sql: string, statement: T): T {
    if (sql.length > CHARACTERS / 8) return statement;
    if (this.#young.size >= STATEMENTS || this.#characters + sql.length > CHARACTERS) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = 0;
    }
    this.#young.set(sql, statement);
    this.#characters += sql.length;
    return statement;
  }
}
