import { BadHeaderError } from "../exceptions.ts";

export type HeaderInit =
  | Iterable<readonly [string, string | number]>
  | Readonly<Record<string, string | number>>;

/**
 * A header for many responses, whose name and value are checked only once.
 *
 * @throws {BadHeaderError} If the name or value is invalid.
 */
export class PreparedHeader {
  readonly name: string;
  readonly lowerName: string;
  readonly value: string;

  constructor(name: string, value: string | number) {
    this.name = name;
    this.lowerName = checkedLowerOf(name);
    this.value = cleanValue(value);
  }
}

/**
 * The headers of a response. Names ignore case and are sent as last written. They are stored in a flat list, which is
 * fast for a few headers and which node:http accepts directly.
 */
export class ResponseHeaders {
  readonly #names: string[] = [];
  readonly #flat: string[] = [];

  constructor(init?: HeaderInit) {
    if (init === undefined) return;
    const pairs = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of pairs) this.set(name, value);
  }

  get(name: string): string | undefined;
  get<F>(name: string, fallback: F): string | F;
  get(name: string, fallback?: unknown): unknown {
    const at = this.#names.indexOf(lowerOf(name));
    return at === -1 ? fallback : this.#flat[2 * at + 1];
  }

  has(name: string): boolean {
    return this.#names.includes(lowerOf(name));
  }

  /**
   * Sets a header, replacing one with this name. A value outside Latin-1 is MIME-encoded.
   *
   * @throws {BadHeaderError} If the value has a line break or another control character, or the name is invalid.
   */
  set(name: string, value: string | number): this {
    const lower = checkedLowerOf(name);
    const clean = cleanValue(value);
    const at = this.#names.indexOf(lower);
    if (at === -1) this.#add(lower, name, clean);
    else {
      this.#flat[2 * at] = name;
      this.#flat[2 * at + 1] = clean;
    }
    return this;
  }

  /** Sets a header unless it exists. */
  setdefault(name: string, value: string | number): void {
    const lower = checkedLowerOf(name);
    if (!this.#names.includes(lower)) this.#add(lower, name, cleanValue(value));
  }

  /** Like {@link setdefault}, for a header checked before. */
  setdefaultPrepared({ name, lowerName, value }: PreparedHeader): void {
    if (!this.#names.includes(lowerName)) this.#add(lowerName, name, value);
  }

  #add(lower: string, name: string, clean: string): void {
    this.#names.push(lower);
    this.#flat.push(name, clean);
  }

  /** @returns Whether the header existed. */
  delete(name: string): boolean {
    const at = this.#names.indexOf(lowerOf(name));
    if (at === -1) return false;
    this.#names.splice(at, 1);
    this.#flat.splice(2 * at, 2);
    return true;
  }

  *items(): Generator<[string, string]> {
    for (let at = 0; at < this.#flat.length; at += 2) {
      yield [this.#flat[at] ?? "", this.#flat[at + 1] ?? ""];
    }
  }

  [Symbol.iterator](): Generator<[string, string]> {
    return this.items();
  }

  /** Name, value, name, value: the fastest form for node:http. Not a copy: do not keep or change it. */
  get flat(): string[] {
    return this.#flat;
  }
}

/** Valid names seen before, with their lower-case form. */
const known = new Map<string, string>();
const MOST_KNOWN = 500;

function lowerOf(name: string): string {
  return known.get(name) ?? name.toLowerCase();
}

/** @throws {BadHeaderError} */
function checkedLowerOf(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (!TOKEN.test(name)) {
    throw new BadHeaderError(`Illegal header name ${JSON.stringify(name)}`);
  }
  const lower = name.toLowerCase();
  if (known.size < MOST_KNOWN) known.set(name, lower);
  return lower;
}

const TOKEN = /^[a-zA-Z0-9!#$%&'*+\-.^_`|~]+$/;
const PRINTABLE = /^[\t\x20-\x7e]*$/;

function cleanValue(value: string | number): string {
  if (typeof value === "number") return String(value);
  return PRINTABLE.test(value) ? value : encodeValue(value);
}

function encodeValue(value: string): string {
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value)) {
    throw new BadHeaderError(
      `Header values can't contain newlines or other control characters (got ${JSON.stringify(value)})`,
    );
  }
  if (/^[\x00-\xff]*$/.test(value)) return value;
  return `=?utf-8?b?${Buffer.from(value, "utf8").toString("base64")}?=`;
}
