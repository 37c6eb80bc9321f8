/** What a line of the log has, and what no line ever has. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FetchSource, HttpRequest } from "../../src/http/index.ts";
import { getLogger } from "../../src/logging/index.ts";
import { logTo } from "./logs.ts";

const toFile = { root: { handlers: ["file"] } };
const hostile = "a\nforged\u001b[2J\u009b\u2028\u202e\u2066\ufeff\ud800z";

class Account {
  readonly password = "s3cret";
}

describe("a line of JSON", () => {
  it("has level, process, time, logger, request, fields, error and message", async (t) => {
    const log = await logTo(t, toFile);
    const request = new HttpRequest(new FetchSource(new Request("http://a/x/")));
    const error = new RangeError("too far", { cause: new TypeError("inner") });
    getLogger("shop").error("Lost", { request, error, order: 7, at: new Date(0), size: 3n });
    const [record] = await log.records();
    assert.ok(record);
    const { time, error: shown, ...rest } = record;
    assert.deepEqual(rest, {
      level: "ERROR",
      pid: process.pid,
      logger: "shop",
      request_id: request.id,
      order: 7,
      at: "1970-01-01T00:00:00.000Z",
      size: "3",
      message: "Lost",
    });
    assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(
      [shown?.type, shown?.message, shown?.causes],
      ["RangeError", "too far", ["TypeError: inner"]],
    );
    assert.match(
      shown?.stack ?? "",
      /^RangeError: too far\n {4}at .*\nCaused by: TypeError: inner\n {4}at /s,
    );
  });

  it("has no field twice, whatever it is called", async (t) => {
    const log = await logTo(t, toFile);
    getLogger("shop").error("Lost", { level: 1, message: 2, pid: 3, __proto__: 4, "": 5 });
    const line = (await log.text()).trim();
    const names = [...line.matchAll(/"([^"]*)":/g)].map(([, name]) => name);
    assert.deepEqual(names, [...new Set(names)]);
    assert.equal(JSON.parse(line).level, "ERROR");
    assert.equal(JSON.parse(line).level_, 1);
  });
});

for (const format of ["json", "text"] as const) {
  describe(`a line of ${format}`, () => {
    it("is one line without control characters, and without any that turn text round", async (t) => {
      const log = await logTo(t, toFile, { format });
      getLogger(`shop.${hostile}`).error(hostile, {
        [hostile]: hostile,
        deep: { [hostile]: [hostile] },
      });
      const text = await log.text();
      assert.equal(text.split("\n").length, 2);
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(
        text.trimEnd(),
        /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u,
      );
      assert.doesNotMatch(text, /\ufffd/);
    });

    it("has no secret, however deep, and nothing of an object of a class", async (t) => {
      const log = await logTo(t, toFile, { format });
      getLogger("shop").error("postgres://me:s3cret@db/shop?password=s3cret", {
        password: "s3cret",
        deep: { list: [{ api_key: "s3cret", Cookie: "s3cret" }] },
        map: new Map([["token", "s3cret"]]),
        account: new Account(),
        error: new Error("password=s3cret", { cause: new Error("redis://x:s3cret@r") }),
        inner: new Error("token=s3cret"),
      });
      const text = await log.text();
      assert.doesNotMatch(text, /s3cret/);
      assert.match(text, /\[Account\]/);
    });
  });
}

describe("a line of text", () => {
  it("has time, level, logger and message, then fields and below the error with its causes", async (t) => {
    const log = await logTo(t, toFile, { format: "text" });
    const error = new Error("too far", { cause: new TypeError("inner") });
    getLogger("shop").error("Lost it", { order: 7, name: "two words", error });
    const lines = (await log.text()).split("\n");
    assert.match(
      lines[0] ?? "",
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ERROR shop: Lost it order=7 name="two words"$/,
    );
    assert.equal(lines[1], "Error: too far");
    assert.ok(lines.includes("Caused by: TypeError: inner"));
  });
});
