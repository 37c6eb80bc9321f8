/** What every cache backend must do, as cases run against each of them. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Cache } from "../../src/cache/index.ts";

export interface CacheUnderTest {
  readonly cache: Cache;
  /** A cache on the same place with another prefix. */
  readonly other: Cache;
  /** Lets so many seconds pass. */
  readonly wait: (seconds: number) => void | Promise<void>;
}

/** @param skip Why the cases cannot run here. */
export function cacheContract(
  name: string,
  setUp: (t: TestContext) => Promise<CacheUnderTest>,
  { skip = false }: { readonly skip?: string | false } = {},
): void {
  describe(`a cache in ${name}`, { skip }, () => {
    it("answers what was set, and a copy of it", async (t) => {
      const { cache } = await setUp(t);
      const value = { text: "é 漢字 💡", list: [1, null, true] };
      await cache.set("key", value);
      value.list.push(2);
      assert.deepEqual(await cache.get("key"), { text: "é 漢字 💡", list: [1, null, true] });
    });

    it("answers the fallback for what it does not have, and null for a cached null", async (t) => {
      const { cache } = await setUp(t);
      await cache.set("none", null);
      assert.equal(await cache.get("missing", "fallback"), "fallback");
      assert.equal(await cache.get("none", "fallback"), null);
    });

    it("forgets an entry at its timeout", async (t) => {
      const { cache, wait } = await setUp(t);
      await cache.set("short", 1, { timeout: 1 });
      await cache.set("forever", 1, { timeout: null });
      assert.equal(await cache.get("short"), 1);
      await wait(1.1);
      assert.equal(await cache.get("short"), undefined);
      assert.equal(await cache.get("forever"), 1);
    });

    it("keeps nothing whose timeout is 0 or less", async (t) => {
      const { cache } = await setUp(t);
      await cache.set("key", 1);
      await cache.set("key", 2, { timeout: 0 });
      assert.equal(await cache.get("key"), undefined);
    });

    it("adds only what is not there", async (t) => {
      const { cache, wait } = await setUp(t);
      assert.equal(await cache.add("key", 1, { timeout: 1 }), true);
      assert.equal(await cache.add("key", 2), false);
      assert.equal(await cache.get("key"), 1);
      await wait(1.1);
      assert.equal(await cache.add("key", 3), true);
    });

    it("lets one of many at once add", async (t) => {
      const { cache } = await setUp(t);
      const added = await Promise.all([1, 2, 3, 4, 5].map((value) => cache.add("key", value)));
      assert.equal(added.filter(Boolean).length, 1);
    });

    it("touches an entry to another end", async (t) => {
      const { cache, wait } = await setUp(t);
      await cache.set("key", 1, { timeout: 1 });
      assert.equal(await cache.touch("key", { timeout: null }), true);
      assert.equal(await cache.touch("missing"), false);
      await wait(1.1);
      assert.equal(await cache.get("key"), 1);
    });

    it("deletes, and says whether there was something", async (t) => {
      const { cache } = await setUp(t);
      await cache.set("key", 1);
      assert.equal(await cache.delete("key"), true);
      assert.equal(await cache.delete("key"), false);
      assert.equal(await cache.has("key"), false);
    });

    it("counts up and down, and refuses what is not there or no number", async (t) => {
      const { cache } = await setUp(t);
      await cache.set("n", 5);
      assert.equal(await cache.incr("n"), 6);
      assert.equal(await cache.decr("n", 4), 2);
      assert.equal(await cache.get("n"), 2);
      await assert.rejects(cache.incr("missing"), RangeError);
      await cache.set("text", "a");
      await assert.rejects(cache.incr("text"));
    });

    it("keeps prefixes and versions apart", async (t) => {
      const { cache, other } = await setUp(t);
      await cache.set("key", "ours");
      await cache.set("key", "second", { version: 2 });
      assert.equal(await other.get("key"), undefined);
      assert.equal(await cache.get("key"), "ours");
      assert.equal(await cache.get("key", undefined, { version: 2 }), "second");
    });

    it("moves an entry to another version, and refuses what is not there", async (t) => {
      const { cache } = await setUp(t);
      await cache.set("answer", 42, { version: 2 });
      assert.equal(await cache.incrVersion("answer", 1, { version: 2 }), 3);
      assert.equal(await cache.get("answer", undefined, { version: 2 }), undefined);
      assert.equal(await cache.get("answer", undefined, { version: 3 }), 42);
      assert.equal(await cache.decrVersion("answer", 2, { version: 3 }), 1);
      assert.equal(await cache.get("answer"), 42);
      await assert.rejects(cache.incrVersion("missing"), { name: "RangeError" });
      await assert.rejects(cache.decrVersion("answer", 1, { version: 9 }), { name: "RangeError" });
    });

    it("handles many keys at once, whatever their characters", async (t) => {
      const { cache } = await setUp(t);
      await cache.setMany({ "a b": 1, "../é": 2, ["__proto__"]: 3 });
      const found = await cache.getMany(["a b", "../é", "__proto__", "missing"]);
      assert.deepEqual(
        [...found],
        [
          ["a b", 1],
          ["../é", 2],
          ["__proto__", 3],
        ],
      );
      await cache.deleteMany(["a b"]);
      assert.equal(await cache.has("a b"), false);
    });

    it("makes a value once and keeps it", async (t) => {
      const { cache } = await setUp(t);
      let made = 0;
      const make = (): number => (made += 1);
      assert.equal(await cache.getOrSet("key", make), 1);
      assert.equal(await cache.getOrSet("key", make), 1);
    });

    it("is empty after clear", async (t) => {
      const { cache } = await setUp(t);
      await cache.set("key", 1);
      await cache.clear();
      assert.equal(await cache.get("key"), undefined);
    });
  });
}
