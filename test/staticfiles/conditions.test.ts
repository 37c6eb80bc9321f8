/** Ranges and conditions of RFC 9110, sections 13 and 14: what a client asks, and the one right answer. */
import assert from "node:assert/strict";
import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { site, visit, type Answer } from "./site.ts";

const WHOLE = "0123456789abcdefghij";
/** Its name holds a hash, so that its ETag is a strong one; the other's is weak. */
const STRONG = "/static/letters.0123456789ab.txt";
const WEAK = "/static/letters.txt";
const TAG = '"0123456789ab"';
/** When both were changed. */
const CHANGED = "Sun, 06 Nov 1994 08:49:37 GMT";
const BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
const AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

type Row = readonly [what: string, headers: Record<string, string>, status: number, body: string];

const part = (range: string): Record<string, string> => ({ Range: range });

const ranges: readonly Row[] = [
  ["a part", part("bytes=0-4"), 206, "01234"],
  ["one byte", part("bytes=0-0"), 206, "0"],
  ["a part in the middle", part("bytes=5-9"), 206, "56789"],
  ["the last byte", part("bytes=19-19"), 206, "j"],
  ["from a byte on", part("bytes=15-"), 206, "fghij"],
  ["from the first byte on, which is all", part("bytes=0-"), 206, WHOLE],
  ["the end", part("bytes=-5"), 206, "fghij"],
  ["an end that is longer than all", part("bytes=-999"), 206, WHOLE],
  ["a part that goes on behind the end", part("bytes=18-999"), 206, "ij"],
  ["numbers that no integer holds", part(`bytes=18-${"9".repeat(40)}`), 206, "ij"],
  ["leading zeros", part("bytes=000-0004"), 206, "01234"],
  ["the unit in capitals", part("BYTES=0-1"), 206, "01"],
  ["spaces around the range", part("bytes= 0-1 "), 206, "01"],
  ["empty elements of the list", part("bytes=,0-1,"), 206, "01"],
  ["a part that begins at the end", part("bytes=20-"), 416, ""],
  ["a part behind the end", part("bytes=99-100"), 416, ""],
  ["a beginning that no integer holds", part(`bytes=${"9".repeat(40)}-`), 416, ""],
  ["the last no bytes", part("bytes=-0"), 416, ""],
  ["a part that ends before it begins: ignored", part("bytes=5-2"), 200, WHOLE],
  ["no numbers: ignored", part("bytes=-"), 200, WHOLE],
  ["letters: ignored", part("bytes=a-b"), 200, WHOLE],
  ["a sign: ignored", part("bytes=+0-4"), 200, WHOLE],
  ["spaces within the range: ignored", part("bytes=0 - 4"), 200, WHOLE],
  ["a fraction: ignored", part("bytes=0-4.5"), 200, WHOLE],
  ["no equals sign: ignored", part("bytes 0-4"), 200, WHOLE],
  ["another unit: ignored", part("lines=0-4"), 200, WHOLE],
  ["nothing: ignored", part(""), 200, WHOLE],
  ["several parts: the whole", part("bytes=0-1,4-5"), 200, WHOLE],
  ["several parts, one of them wrong: the whole", part("bytes=0-1,b"), 200, WHOLE],
];

const withRange = (headers: Record<string, string>) => ({ Range: "bytes=0-4", ...headers });

const conditions: readonly Row[] = [
  ["If-None-Match of this state", { "If-None-Match": TAG }, 304, ""],
  ["If-None-Match of this state, as a weak tag", { "If-None-Match": `W/${TAG}` }, 304, ""],
  ["If-None-Match of several", { "If-None-Match": `"a", ${TAG}, "b"` }, 304, ""],
  ["If-None-Match of any", { "If-None-Match": "*" }, 304, ""],
  ["If-None-Match of another", { "If-None-Match": '"a"' }, 200, WHOLE],
  ["If-None-Match without quotes", { "If-None-Match": "0123456789ab" }, 200, WHOLE],
  ["If-Modified-Since, when it was changed", { "If-Modified-Since": CHANGED }, 304, ""],
  ["If-Modified-Since, later", { "If-Modified-Since": AFTER }, 304, ""],
  ["If-Modified-Since, before", { "If-Modified-Since": BEFORE }, 200, WHOLE],
  ["If-Modified-Since, no date", { "If-Modified-Since": "yesterday" }, 200, WHOLE],
  [
    "If-Modified-Since in the form of RFC 850",
    { "If-Modified-Since": "Sunday, 06-Nov-94 08:49:37 GMT" },
    304,
    "",
  ],
  [
    "If-Modified-Since in the form of asctime()",
    { "If-Modified-Since": "Sun Nov  6 08:49:37 1994" },
    304,
    "",
  ],
  [
    "If-None-Match of another, whatever If-Modified-Since says",
    { "If-None-Match": '"a"', "If-Modified-Since": AFTER },
    200,
    WHOLE,
  ],
  ["If-Match of this state", { "If-Match": TAG }, 200, WHOLE],
  ["If-Match of several", { "If-Match": `"a", ${TAG}` }, 200, WHOLE],
  ["If-Match of any", { "If-Match": "*" }, 200, WHOLE],
  ["If-Match of another", { "If-Match": '"a"' }, 412, ""],
  ["If-Match of this state, as a weak tag", { "If-Match": `W/${TAG}` }, 412, ""],
  ["If-Unmodified-Since, when it was changed", { "If-Unmodified-Since": CHANGED }, 200, WHOLE],
  ["If-Unmodified-Since, before", { "If-Unmodified-Since": BEFORE }, 412, ""],
  ["If-Unmodified-Since, no date", { "If-Unmodified-Since": "today" }, 200, WHOLE],
  [
    "If-Match of this state, whatever If-Unmodified-Since says",
    { "If-Match": TAG, "If-Unmodified-Since": BEFORE },
    200,
    WHOLE,
  ],
  [
    "If-Match of another before If-None-Match",
    { "If-Match": '"a"', "If-None-Match": TAG },
    412,
    "",
  ],
  ["a part of this state", withRange({ "If-Range": TAG }), 206, "01234"],
  ["a part of another state", withRange({ "If-Range": '"a"' }), 200, WHOLE],
  ["a part of this state, by a weak tag", withRange({ "If-Range": `W/${TAG}` }), 200, WHOLE],
  ["a part of this state, by its date", withRange({ "If-Range": CHANGED }), 206, "01234"],
  ["a part of a state of a later date", withRange({ "If-Range": AFTER }), 200, WHOLE],
  ["a part of a state of an earlier date", withRange({ "If-Range": BEFORE }), 200, WHOLE],
  ["a part, with an If-Range that is neither", withRange({ "If-Range": "x" }), 200, WHOLE],
  [
    "a part that cannot be had, of another state",
    { Range: "bytes=99-", "If-Range": '"a"' },
    200,
    WHOLE,
  ],
  ["a part of what the client has", withRange({ "If-None-Match": TAG }), 304, ""],
  ["a part of what is another now", withRange({ "If-Match": '"a"' }), 412, ""],
  ["a part of what it means", withRange({ "If-Match": TAG }), 206, "01234"],
];

async function letters(t: TestContext) {
  const collected = {
    "collected/letters.txt": WHOLE,
    "collected/letters.0123456789ab.txt": WHOLE,
    "collected/empty.txt": "",
    "collected/staticfiles.json": '{"paths": {}, "version": "1.1", "hash": ""}',
  };
  const { folder, settings } = await site(
    t,
    {
      DEBUG: false,
      ALLOWED_HOSTS: ["*"],
      STATIC_ROOT: "collected",
      STORAGES: {
        default: { BACKEND: "mkweb/files/backends/filesystem" },
        staticfiles: { BACKEND: "mkweb/staticfiles/backends/manifest" },
      },
    },
    collected,
  );
  const changed = new Date(CHANGED);
  for (const name of ["letters.txt", "letters.0123456789ab.txt"]) {
    await utimes(join(folder, "collected", name), changed, changed);
  }
  return visit(t, settings);
}

function judge(answer: Answer, status: number, body: string): void {
  assert.deepEqual([answer.status, answer.body], [status, body]);
  const start = WHOLE.indexOf(body);
  const range: Readonly<Record<number, string>> = {
    206: `bytes ${start}-${start + body.length - 1}/20`,
    416: "bytes */20",
  };
  assert.equal(answer.headers["content-range"], range[status]);
  if (status !== 412 && status !== 416) assert.equal(answer.headers["last-modified"], CHANGED);
}

describe("ranges and conditions", () => {
  it("are answered as RFC 9110 says", async (t) => {
    const get = await letters(t);
    for (const [what, headers, status, body] of [...ranges, ...conditions]) {
      await t.test(what, async () => judge(await get(STRONG, headers), status, body));
    }
  });

  it("are answered alike for HEAD, which has no parts", async (t) => {
    const get = await letters(t);
    for (const [what, headers, status] of [...ranges, ...conditions]) {
      await t.test(what, async () => {
        const answer = await get(STRONG, headers, "HEAD");
        assert.deepEqual(
          [answer.status, answer.body],
          [status === 206 || status === 416 ? 200 : status, ""],
        );
        if (answer.status === 200) assert.equal(answer.headers["content-length"], "20");
      });
    }
  });

  it("know a weak tag again, which is no proof for a part", async (t) => {
    const get = await letters(t);
    const etag = String((await get(WEAK)).headers["etag"]);
    judge(await get(WEAK, { "If-None-Match": etag }), 304, "");
    judge(await get(WEAK, { "If-Match": etag }), 412, "");
    judge(await get(WEAK, withRange({ "If-Range": etag })), 200, WHOLE);
    judge(await get(WEAK, withRange({ "If-Range": CHANGED })), 206, "01234");
  });

  it("find no part in an empty file, and nothing wrong with asking for its end", async (t) => {
    const get = await letters(t);
    const answers = await Promise.all(
      ["bytes=0-", "bytes=-5", "bytes=-0"].map((range) => get("/static/empty.txt", part(range))),
    );
    assert.deepEqual(
      answers.map(({ status, headers }) => [status, headers["content-range"]]),
      [
        [416, "bytes */0"],
        [200, undefined],
        [416, "bytes */0"],
      ],
    );
  });
});
