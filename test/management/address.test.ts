import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseAddress } from "../../src/management/runserver/address.ts";

describe("runserver's address", () => {
  it("may be left out, be a port, or an IPv4 address with a port", () => {
    assert.deepEqual(parseAddress(undefined, false), at("127.0.0.1", 8000));
    assert.deepEqual(parseAddress("7000", false), at("127.0.0.1", 7000));
    assert.deepEqual(parseAddress("1.2.3.4:8000", false), at("1.2.3.4", 8000));
    assert.deepEqual(parseAddress("0:8000", false), at("0.0.0.0", 8000));
  });

  it("may be IPv6, with -6 or in brackets, or the name of a host, also one of hexadecimal digits", () => {
    assert.deepEqual(parseAddress(undefined, true), at("::1", 8000, "[::1]"));
    assert.deepEqual(parseAddress("7000", true), at("::1", 7000, "[::1]"));
    const literal = "2001:0db8:1234:5678::9";
    assert.deepEqual(parseAddress(`[${literal}]:7000`, true), at(literal, 7000, `[${literal}]`));
    assert.deepEqual(parseAddress("localhost:8000", false), at("localhost", 8000));
    assert.deepEqual(parseAddress("test.domain.local:7000", true), at("test.domain.local", 7000));
    assert.deepEqual(parseAddress("beef:7654", false), at("beef", 7654));
  });

  it("is refused when it is neither", () => {
    const refused = {
      code: "MKWEB_USAGE",
      message: /is not a valid port number or address:port pair\./,
    };
    assert.throws(() => parseAddress("x", false), refused);
    assert.throws(() => parseAddress("1.2.3.4", false), refused);
    assert.throws(() => parseAddress("1.2.3.4:99999", false), refused);
    assert.throws(() => parseAddress("a b:80", false), refused);
    assert.throws(() => parseAddress("1.2.3.4:8000", true), {
      code: "MKWEB_USAGE",
      message: '"1.2.3.4" is not a valid IPv6 address.',
    });
  });
});

const at = (host: string, port: number, urlHost = host) => ({ host, port, urlHost });
