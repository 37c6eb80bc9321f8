/** Caches of `{% cache %}`. Source: Django, `core/cache/utils.py`. */
import { createHash } from "node:crypto";
import { text } from "./runtime/text.ts";

/** A cache of `mkweb/cache`, or another object with these two methods. */
export interface FragmentCache {
  /** The stored value, or `undefined`. */
  get(key: string): unknown;
  /** @param options.timeout Seconds; `null` for no expiry, 0 to store nothing. */
  set(key: string, value: string, options: { readonly timeout: number | null }): unknown;
}

/**
 * Returns the key under which `{% cache 60 name vary %}` stores its text, to delete it early.
 *
 * @param name The fragment's name in the tag.
 * @param varyOn The values after it, in order.
 *
 * @example
 * await cache.delete(makeTemplateFragmentKey("sidebar", [user.id]));
 */
export function makeTemplateFragmentKey(name: string, varyOn: readonly unknown[] = []): string {
  const hash = createHash("md5");
  for (const value of varyOn) hash.update(`${text(value)}:`);
  return `template.cache.${name}.${hash.digest("hex")}`;
}

/** The default of Django's memory cache. */
const MAX_ENTRIES = 300;

/** Stores fragments in this process, for an engine without caches. */
class FragmentMemory implements FragmentCache {
  readonly #entries = new Map<string, { readonly value: string; readonly ends: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): string | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.ends > this.#now() ? entry.value : undefined;
  }

  set(key: string, value: string, { timeout }: { readonly timeout: number | null }): void {
    this.#entries.delete(key);
    this.#entries.set(key, {
      value,
      ends: timeout === null ? Infinity : this.#now() + timeout * 1000,
    });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }
}

const memories: ReadonlyMap<string, FragmentMemory> = new Map(
  ["template_fragments", "default"].map((name) => [name, new FragmentMemory(Date.now)]),
);

/** The memory of a name, shared by all engines of this process. */
export function fragmentMemory(name: string): FragmentMemory | undefined {
  return memories.get(name);
}
