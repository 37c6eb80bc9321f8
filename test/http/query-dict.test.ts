import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MultiValueDict, QueryDict, TooManyFieldsSent } from "../../src/http/index.ts";

describe("QueryDict", () => {
  it("keeps blank values and takes ; for text", () => {
    assert.deepEqual(
      [...new QueryDict("a=&b&=c&&d=1;e=2&f=x=y").lists()],
      [
        ["a", [""]],
        ["b", [""]],
        ["", ["c"]],
        ["d", ["1;e=2"]],
        ["f", ["x=y"]],
      ],
    );
  });

  it("undoes escapes once; broken ones stay, invalid bytes become U+FFFD", () => {
    const query = new QueryDict("a=%zz%4&b=%25%32%35&c=%ff%C3%A9&d=a+b%2Bc&%41=é");

    assert.deepEqual(
      query.dict(),
      Object.assign(Object.create(null), {
        a: "%zz%4",
        b: "%25",
        c: "\ufffdé",
        d: "a b+c",
        A: "é",
      }),
    );
    assert.equal(new QueryDict("a=%e9", { encoding: "iso-8859-1" }).get("a"), "é");
  });

  it("does not let itself be changed, a copy does", () => {
    const query = new QueryDict("a=1&a=2");
    for (const change of [
      () => query.set("a", "b"),
      () => query.setlist("a", ["b"]),
      () => query.setdefault("b", "c"),
      () => query.setlistdefault("b"),
      () => query.appendlist("a", "b"),
      () => query.update({ a: "b" }),
      () => query.delete("a"),
      () => query.pop("a"),
      () => query.popitem(),
      () => query.clear(),
    ]) {
      assert.throws(change, TypeError);
    }
    query.getlist("a").push("3");
    const copy = query.copy();
    copy.update({ a: "3", b: "4" });

    assert.deepEqual(query.getlist("a"), ["1", "2"]);
    assert.deepEqual(copy.getlist("a"), ["1", "2", "3"]);
    assert.deepEqual(copy.pop("a"), ["1", "2", "3"]);
    assert.throws(() => copy.pop("a"), RangeError);
    assert.equal(copy.pop("a", "none"), "none");
    assert.deepEqual(copy.popitem(), ["b", ["4"]]);
    assert.throws(() => copy.popitem(), RangeError);
  });

  it("writes the query string it came from", () => {
    const query = new QueryDict("next=%2Ft%C3%ABst%26key%2F&b=a+b&b=~");

    assert.equal(query.urlencode(), "next=%2Ft%C3%ABst%26key%2F&b=a+b&b=~");
    assert.equal(query.urlencode("/"), "next=/t%C3%ABst%26key/&b=a%20b&b=~");
    assert.equal(QueryDict.fromkeys(["a", "b", "a"], "1").urlencode(), "a=1&a=1&b=1");
  });

  it("refuses more fields than allowed, empty ones counted", () => {
    assert.equal(new QueryDict("a&".repeat(999)).getlist("a").length, 999);
    assert.throws(() => new QueryDict("&".repeat(1000)), TooManyFieldsSent);
    assert.equal(new QueryDict("&".repeat(5000), { maxFields: Infinity }).size, 0);
  });

  it("takes another's lists without being tied to them", () => {
    const lists = new MultiValueDict<number>({ a: [1, 2] });
    const other = new MultiValueDict<number>();
    other.update(lists);
    other.appendlist("a", 3);

    assert.deepEqual(lists.getlist("a"), [1, 2]);
    assert.deepEqual([...other], [["a", 3]]);
    assert.equal(JSON.stringify(other), '{"a":[1,2,3]}');
    assert.deepEqual(lists.getlist("none", null), null);
  });
});
