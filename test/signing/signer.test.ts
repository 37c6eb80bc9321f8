/** Expected texts were made by Django with the same key, clock and value. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { deflateSync } from "node:zlib";
import {
  BadSignature,
  constantTimeCompare,
  decodeBase62,
  dumps,
  dumpsJson,
  encodeBase62,
  getCookieSigner,
  getRandomString,
  loads,
  saltedHmac,
  setDefaultKeys,
  SignatureExpired,
  Signer,
  TimestampSigner,
} from "../../src/signing/index.ts";

const SECRET_KEY = "a-secret-of-tests";
const now = () => 1_795_348_800_250;
const later = (seconds: number) => () => now() + seconds * 1000;

before(() => setDefaultKeys({ SECRET_KEY }));
after(() => setDefaultKeys(undefined));

describe("Signer", () => {
  it("writes Django's bytes", () => {
    assert.equal(new Signer().sign("hello"), "hello:K-b3SwQwwobSXO5B8NGIidfrcI8pqMNhvnzA0iQIiuM");
    assert.equal(
      new Signer({ salt: "shop", sep: "/" }).sign("héllo"),
      "héllo/OtCzjze_cLw9wIleNbcmGE5tfYm6P2w1aYSnvhf9j-4",
    );
  });

  it("gives the value back, separators inside it included", () => {
    const signer = new Signer();
    assert.equal(signer.unsign(signer.sign("a:b:c")), "a:b:c");
  });

  it("refuses a changed value, a changed signature, a missing and an empty one", () => {
    const signer = new Signer();
    const signed = signer.sign("hello");
    assert.throws(() => signer.unsign(`j${signed.slice(1)}`), BadSignature);
    assert.throws(() => signer.unsign(`${signed.slice(0, -1)}N`), BadSignature);
    assert.throws(() => signer.unsign(`${signed}=`), BadSignature);
    assert.throws(() => signer.unsign("hello:"), BadSignature);
    assert.throws(() => signer.unsign("hello"), /No ":" found in value/);
  });

  it("keeps purposes apart by salt", () => {
    const signed = new Signer({ salt: "one" }).sign("x");
    assert.throws(() => new Signer({ salt: "two" }).unsign(signed), BadSignature);
  });

  it("accepts what a fallback key signed and signs with the first", () => {
    const old = new Signer({ key: "old" }).sign("x");
    const signer = new Signer({ key: "new", fallbackKeys: ["older", "old"] });
    assert.equal(signer.unsign(old), "x");
    assert.notEqual(signer.sign("x"), old);
    assert.throws(() => new Signer({ key: "new", fallbackKeys: [] }).unsign(old), BadSignature);
  });

  it("refuses separators that a signature may contain", () => {
    for (const sep of ["", "-", "_", "=", "abc", "^"]) {
      assert.throws(() => new Signer({ sep }), /Unsafe Signer separator/);
    }
  });

  it("says that the key is missing", (t) => {
    setDefaultKeys({ SECRET_KEY: "" });
    t.after(() => setDefaultKeys({ SECRET_KEY }));
    assert.throws(() => new Signer(), { code: "MKWEB_IMPROPERLY_CONFIGURED" });
    assert.throws(() => getCookieSigner(), { code: "MKWEB_IMPROPERLY_CONFIGURED" });
  });
});

describe("saltedHmac", () => {
  it("hashes by BLAKE2b as Python does", () => {
    assert.equal(
      saltedHmac("salt", "value", "x".repeat(128), "blake2b").digest("hex"),
      "fc6b9800a584d40732a07fa33fb69c35211269441823bca431a143853c32fe836cf19ab881689528ede647dac412170cd5d3407b44c6d0f44630690c54ad3d58",
    );
  });
});

describe("TimestampSigner", () => {
  it("writes Django's bytes", () => {
    assert.equal(
      new TimestampSigner({ now }).sign("hello"),
      "hello:1xV6Ei:nqG05D0bm4JuzKFw8Py57vgjH8Xmiz78Vm5ApkVGECI",
    );
  });

  it("expires after maxAge seconds and not before", () => {
    const signed = new TimestampSigner({ now }).sign("hello");
    const after = (seconds: number) => new TimestampSigner({ now: later(seconds) });
    assert.equal(after(10).unsign(signed, { maxAge: 11 }), "hello");
    assert.equal(after(10).unsign(signed), "hello");
    assert.throws(() => after(10).unsign(signed, { maxAge: 10 }), SignatureExpired);
    assert.throws(() => after(10).unsign(signed, { maxAge: 10 }), BadSignature);
  });

  it("accepts a time in the future, as Django does", () => {
    const signed = new TimestampSigner({ now: later(1000) }).sign("hello");
    assert.equal(new TimestampSigner({ now }).unsign(signed, { maxAge: 1 }), "hello");
  });

  it("refuses a rightly signed value without a time", () => {
    const salt = "same";
    const plain = new Signer({ salt });
    const signer = new TimestampSigner({ salt });
    assert.throws(() => signer.unsign(plain.sign("hello")), BadSignature);
    assert.throws(() => signer.unsign(plain.sign("hello:no time")), BadSignature);
  });
});

describe("dumps and loads", () => {
  const value = { a: 1, text: "é漢\u2028😀\u007f", list: [1, 2.5, null, true] };
  const text =
    "eyJhIjoxLCJ0ZXh0IjoiXHUwMGU5XHU2ZjIyXHUyMDI4XHVkODNkXHVkZTAwXHUwMDdmIiwibGlzdCI6WzEsMi41LG51bGwsdHJ1ZV19" +
    ":1xV6Ei:o2IgUshLSbGpL4leD6-YC6ERaG6dxk9lSL_UwblKvmk";

  it("write and read Django's bytes", () => {
    assert.equal(dumps(value, { now }), text);
    assert.deepEqual(loads(text), value);
  });

  it("compress where that is shorter", () => {
    const long = ["x".repeat(200)];
    const packed = dumps(long, { compress: true, salt: "other", now });
    assert.match(packed, /^\./);
    assert.deepEqual(loads(packed, { salt: "other" }), long);
    assert.deepEqual(
      loads(".eJyLVqoYJkApFgDwcl69:1xV6Ei:USETOSJOS_iV4yINH2X7EnhP11p0V0asFk1HhKFxLVE", {
        salt: "other",
      }),
      long,
    );
    assert.equal(dumps("short", { compress: true }).startsWith("."), false);
  });

  it("take key, salt, fallback keys, serializer and maximal age", () => {
    const upper = {
      dumps: (value: unknown) => Buffer.from(String(value)),
      loads: (data: Buffer) => data.toString().toUpperCase(),
    };
    const signed = dumps("word", { key: "k", salt: "s", serializer: upper, now });
    const options = { salt: "s", serializer: upper, now: later(9) };
    assert.equal(loads(signed, { ...options, key: "k", maxAge: 10 }), "WORD");
    assert.equal(loads(signed, { ...options, key: "z", fallbackKeys: ["k"] }), "WORD");
    assert.throws(() => loads(signed, { ...options, key: "k", maxAge: 8 }), SignatureExpired);
    assert.throws(() => loads(signed, { ...options, key: "z" }), BadSignature);
    assert.throws(() => loads(signed, { ...options, key: "k", salt: "t" }), BadSignature);
  });

  it("compress short texts exactly where deflating makes them shorter", () => {
    const letters = '{":,}ab01';
    let seed = 20_261_122;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 3000; round += 1) {
      const kinds = 2 + random(letters.length - 1);
      const text = Array.from({ length: random(34) }, () => letters.charAt(random(kinds))).join("");
      const data = Buffer.from(dumpsJson(text));
      const isShorter = deflateSync(data).length < data.length - 1;
      assert.equal(dumps(text, { compress: true, now }).startsWith("."), isShorter, text);
    }
  });

  it("refuse a compression mark put there later", () => {
    assert.throws(() => loads(`.${text}`), BadSignature);
  });
});

describe("getCookieSigner", () => {
  it("writes Django's bytes", () => {
    assert.equal(
      getCookieSigner({ salt: "name", now }).sign("value"),
      "value:1xV6Ei:hWXNFeaXxrnUZkhwHCkqfNRhtpRRrSiMLfAh-uR_X8o",
    );
  });

  it("accepts cookies signed before the key was changed", () => {
    const signed = getCookieSigner().sign("value");
    const signer = getCookieSigner({ key: "new", fallbackKeys: [SECRET_KEY] });
    assert.equal(signer.unsign(signed), "value");
  });
});

describe("saltedHmac", () => {
  it("writes Django's bytes for text and for byte keys", () => {
    assert.equal(
      saltedHmac("salt", "value", "secret").digest("hex"),
      "a82be9ba6efe61405ee8d2e8a3781c37e103360a",
    );
    assert.equal(
      saltedHmac("salt", "value", Uint8Array.of(255, 0), "sha256").digest("hex"),
      "507c49322dca44397cc7d8a5820e48af3d42532a725b5c839aedcfd751271ee3",
    );
  });
});

describe("base 62", () => {
  it("counts as Django's", () => {
    assert.equal(encodeBase62(1_795_348_800), "1xV6Ei");
    assert.equal(encodeBase62(0), "0");
    assert.equal(encodeBase62(-125), "-21");
    assert.equal(decodeBase62("1xV6Ei"), 1_795_348_800);
    assert.equal(decodeBase62("-21"), -125);
    assert.throws(() => decodeBase62("1x é"), RangeError);
  });
});

describe("getRandomString", () => {
  it("has the length and the characters asked for, and differs each time", () => {
    assert.match(getRandomString(32), /^[a-zA-Z0-9]{32}$/);
    assert.match(getRandomString(5000, "ab"), /^[ab]{5000}$/);
    assert.notEqual(getRandomString(32), getRandomString(32));
    assert.throws(() => getRandomString(1, ""), RangeError);
  });

  it("prefers no character", () => {
    const counts = new Map<string, number>();
    for (const char of getRandomString(62_000)) counts.set(char, (counts.get(char) ?? 0) + 1);
    assert.equal(counts.size, 62);
    // 1,000 each on average with a deviation of 31: a byte taken modulo 62 would give some 1,210.
    for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 190, `${count}`);
  });
});

describe("constantTimeCompare", () => {
  it("compares text and bytes", () => {
    assert.equal(constantTimeCompare("é", Buffer.from("é")), true);
    assert.equal(constantTimeCompare("a", "b"), false);
    assert.equal(constantTimeCompare("a", "ab"), false);
    assert.equal(constantTimeCompare("", ""), true);
  });
});
