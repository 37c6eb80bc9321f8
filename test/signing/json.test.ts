/** Expected texts were made by Python's json module. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dumpsJson, JSONSerializer, loadsJson } from "../../src/signing/index.ts";

describe("dumpsJson", () => {
  it("escapes everything outside printable ASCII as Python does", () => {
    assert.equal(
      dumpsJson('a/b"\\\n\t\r\b\f\u0001\u007fé\ud800<>&'),
      '"a/b\\"\\\\\\n\\t\\r\\b\\f\\u0001\\u007f\\u00e9\\ud800<>&"',
    );
  });

  it("writes numbers as Python does", () => {
    assert.equal(
      dumpsJson({ f: 1e-7, g: 0.00001, h: 0.00012, i: 1.5e300, j: -2.5e-300, k: 1e-10 }),
      '{"f":1e-07,"g":1e-05,"h":0.00012,"i":1.5e+300,"j":-2.5e-300,"k":1e-10}',
    );
    assert.equal(
      dumpsJson([-0, 1e22, NaN, Infinity, -Infinity]),
      "[-0.0,1e+22,NaN,Infinity,-Infinity]",
    );
    assert.equal(dumpsJson(12345678901234567890123n), "12345678901234567890123");
  });

  it("leaves undefined properties out and refuses what JSON cannot hold", () => {
    assert.equal(dumpsJson({ a: undefined, b: null, c: [undefined] }), '{"b":null,"c":[null]}');
    for (const value of [new Date(0), Buffer.from("x"), new Map(), () => 1, Symbol("s")]) {
      assert.throws(() => dumpsJson({ value }), /is not JSON serializable/);
    }
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    assert.throws(() => dumpsJson(cycle), /Circular or too deeply nested/);
  });
});

describe("loadsJson", () => {
  it("keeps prototype names plain data, both ways", () => {
    const text = '{"__proto__":{"admin":true},"constructor":1,"hasOwnProperty":2}';
    const value = loadsJson(text);
    assert.ok(typeof value === "object" && value !== null);
    assert.equal("admin" in value, false);
    assert.deepEqual(Object.keys(value), ["__proto__", "constructor", "hasOwnProperty"]);
    assert.equal(dumpsJson(value), text);
    const withReviver = loadsJson('{"__proto__":{"admin":true},"big":12345678901234567890}');
    assert.equal(dumpsJson(withReviver), '{"__proto__":{"admin":true},"big":12345678901234567890}');
  });

  it("keeps whole numbers beyond 2**53 exact", () => {
    assert.deepEqual(loadsJson("[9007199254740991,9007199254740993,-9007199254740993]"), [
      9007199254740991,
      9007199254740993n,
      -9007199254740993n,
    ]);
    assert.deepEqual(loadsJson("[1234567890123456.5]"), [1234567890123456.5]);
  });

  it("reads Python's NaN and Infinity, and leaves those words alone in texts", () => {
    assert.deepEqual(loadsJson('[NaN,-Infinity,{"Infinity \\" NaN":Infinity}]'), [
      Number.NaN,
      -Infinity,
      { 'Infinity " NaN': Infinity },
    ]);
    assert.throws(() => loadsJson("[NaN"), SyntaxError);
  });

  it("reads bytes as Latin-1", () => {
    assert.equal(JSONSerializer.loads(Buffer.from('"é"', "utf8")), "Ã©");
  });
});
