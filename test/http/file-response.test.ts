import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { after, describe, it } from "node:test";
import { FileResponse } from "../../src/http/index.ts";
import { requestTo } from "./request-to.ts";

const folder = mkdtempSync(join(tmpdir(), "mkweb-test-"));
const file = join(folder, "digits.txt");
writeFileSync(file, "0123456789");
after(() => rmSync(folder, { recursive: true }));

async function textOf(response: FileResponse): Promise<string> {
  const body = await text(response.streamingContent);
  await response.close();
  return body;
}

describe("FileResponse", () => {
  it("says length, type and name", async () => {
    const response = new FileResponse(file);

    assert.deepEqual(Object.fromEntries(response.headers), {
      "Content-Type": "text/plain",
      "Content-Length": "10",
      "Accept-Ranges": "bytes",
      "Content-Disposition": 'inline; filename="digits.txt"',
    });
    assert.equal(await textOf(response), "0123456789");
  });

  it("takes bytes, an opened file and a stream", async () => {
    assert.equal(await textOf(new FileResponse(Buffer.from("x"))), "x");
    assert.equal(await textOf(new FileResponse(await open(file))), "0123456789");
    const stream = new FileResponse(Readable.from([Buffer.from("s")]), { filename: "é.tar.gz" });
    assert.equal(stream.headers.get("Content-Type"), "application/gzip");
    assert.equal(
      stream.headers.get("Content-Disposition"),
      "inline; filename*=utf-8''%C3%A9.tar.gz",
    );
    assert.equal(await textOf(stream), "s");
  });

  it("cannot be made to write another header by a file's name", () => {
    const response = new FileResponse(Buffer.from("x"), {
      asAttachment: true,
      filename: 'a"\\\r\nX: y',
    });

    assert.equal(
      response.headers.get("Content-Disposition"),
      "attachment; filename*=utf-8''a%22%5C%0D%0AX%3A%20y",
    );
  });

  it("throws when there is no such file, or a folder", () => {
    assert.throws(() => new FileResponse(join(folder, "none")), { code: "ENOENT" });
    assert.throws(() => new FileResponse(folder), TypeError);
  });

  const part = async (headers: Readonly<Record<string, string>>): Promise<unknown[]> => {
    const response = new FileResponse(file, { headers: { ETag: '"e"' } });
    response.prepareFor(requestTo("/", { headers }));
    return [response.status, response.headers.get("Content-Range"), await textOf(response)];
  };

  it("answers for a part", async () => {
    assert.deepEqual(await part({ Range: "bytes=2-4" }), [206, "bytes 2-4/10", "234"]);
    assert.deepEqual(await part({ Range: "bytes=7-" }), [206, "bytes 7-9/10", "789"]);
    assert.deepEqual(await part({ Range: "bytes=-3" }), [206, "bytes 7-9/10", "789"]);
    assert.deepEqual(await part({ Range: "bytes=5-99999" }), [206, "bytes 5-9/10", "56789"]);
  });

  it("answers with the whole when it does not understand, with 416 when there is no such part", async () => {
    for (const range of [
      "bytes=4-2",
      "bytes=-",
      "bytes=a-b",
      "lines=1-2",
      "bytes=0-1,3-4",
      "bytes=--1",
    ]) {
      assert.deepEqual(await part({ Range: range }), [200, undefined, "0123456789"], range);
    }
    assert.deepEqual(await part({ Range: "bytes=10-" }), [416, "bytes */10", ""]);
    assert.deepEqual(await part({ Range: "bytes=-0" }), [416, "bytes */10", ""]);
  });

  it("answers with the whole when the client's part is of an older file", async () => {
    const range = { Range: "bytes=2-4" };
    assert.equal((await part({ ...range, "If-Range": '"e"' }))[0], 206);
    assert.equal((await part({ ...range, "If-Range": '"old"' }))[0], 200);
    assert.equal((await part({ ...range, "If-Range": 'W/"e"' }))[0], 200);
  });
});
