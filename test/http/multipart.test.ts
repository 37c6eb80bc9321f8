import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, it, type TestContext } from "node:test";
import {
  MultiPartParserError,
  RequestDataTooBig,
  TooManyFieldsSent,
  TooManyFilesSent,
  UnreadablePostError,
  type HttpRequest,
  type RequestSettings,
} from "../../src/http/index.ts";
import { requestTo } from "./request-to.ts";

type Part = {
  readonly name?: string;
  readonly filename?: string;
  readonly content: string | Buffer;
  readonly headers?: string;
};

function bodyOf(parts: readonly Part[]): Buffer {
  const pieces = parts.map(({ name, filename, content, headers = "" }) => {
    const disposition =
      `form-data` +
      (name === undefined ? "" : `; name="${name}"`) +
      (filename === undefined ? "" : `; filename="${filename}"`);
    const head = `--b\r\nContent-Disposition: ${disposition}\r\n${headers}\r\n`;
    return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n")]);
  });
  return Buffer.concat([...pieces, Buffer.from("--b--\r\n")]);
}

async function post(
  body: Buffer | Readable | Iterable<Buffer>,
  settings: RequestSettings = {},
  contentType = "multipart/form-data; boundary=b",
): Promise<HttpRequest> {
  const headers = { "Content-Type": contentType };
  const request = requestTo("/", { method: "POST", headers, body, settings });
  await request.loadBody();
  return request;
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mkweb-test-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

describe("a form with files", () => {
  it("gives fields and files, several of one name in order", async () => {
    const request = await post(
      bodyOf([
        { name: "a", content: "1" },
        { name: "a", content: "é" },
        { name: "f", filename: "x.txt", content: "X", headers: "Content-Type: text/x-x\r\n" },
        { name: "f", filename: "y.txt", content: "Y" },
        { name: "empty", filename: "", content: "" },
      ]),
    );

    assert.deepEqual(request.POST.getlist("a"), ["1", "é"]);
    assert.equal(request.POST.get("empty"), "");
    const files = request.FILES.getlist("f");
    assert.deepEqual(
      files.map(({ name, size, contentType }) => [name, size, contentType]),
      [
        ["x.txt", 1, "text/x-x"],
        ["y.txt", 1, ""],
      ],
    );
    assert.equal(await files[0]?.text(), "X");
    assert.throws(() => request.body, { name: "RawPostDataException" });
  });

  it("cleans file names of everything that could name a folder", async () => {
    const sent = [
      "../../etc/passwd",
      "C:\\\\x\\\\y.txt",
      "a&#x2F;b.txt",
      "n\u0007l.txt",
      "..",
      "é".repeat(300),
    ];
    const request = await post(
      bodyOf(sent.map((filename, at) => ({ name: `f${at}`, filename, content: "x" }))),
    );
    const names = sent.map((_, at) => request.FILES.get(`f${at}`)?.name);

    assert.deepEqual(names.slice(0, 5), ["passwd", "y.txt", "b.txt", "nl.txt", undefined]);
    assert.equal(names[5]?.length, 255);
  });

  it("takes __proto__ and constructor as names like any other", async () => {
    const request = await post(
      bodyOf([
        { name: "__proto__", content: "p" },
        { name: "constructor", filename: "__proto__", content: "c" },
      ]),
    );

    assert.equal(request.POST.get("__proto__"), "p");
    assert.equal(request.FILES.get("constructor")?.name, "__proto__");
    assert.equal(request.POST.get("constructor"), undefined);
  });

  it("puts large files on disk and removes them after the response", async (t) => {
    const folder = await temporaryFolder(t);
    const content = Buffer.alloc(300_000, "z");
    const request = await post(
      bodyOf([
        { name: "small", filename: "s", content: "s" },
        { name: "large", filename: "l", content },
        { name: "late", filename: "e", content: "end" },
      ]),
      { FILE_UPLOAD_MAX_MEMORY_SIZE: 1000, FILE_UPLOAD_TEMP_DIR: folder },
    );

    assert.equal((await readdir(folder)).length, 1);
    const large = request.FILES.get("large");
    assert.equal(large?.size, 300_000);
    assert.ok((await large?.read())?.equals(content));
    assert.equal(await request.FILES.get("late")?.text(), "end");
    await request.close();
    assert.deepEqual(await readdir(folder), []);
  });

  it("says where a file could not be stored, and how to make that possible", async (t) => {
    const folder = join(await temporaryFolder(t), "not there");
    const request = await post(
      bodyOf([{ name: "f", filename: "f", content: Buffer.alloc(5000, "x") }]),
      { FILE_UPLOAD_MAX_MEMORY_SIZE: 10, FILE_UPLOAD_TEMP_DIR: folder },
    );

    assert.throws(() => request.FILES, {
      code: "MKWEB_UPLOAD_NOT_STORED",
      message: /^An uploaded file could not be stored in \S+\/not there: ENOENT: /,
      hint: "Make room there, or name another folder in FILE_UPLOAD_TEMP_DIR.",
    });
  });

  it("refuses more fields, files or bytes of fields than allowed, and leaves no file behind", async (t) => {
    const folder = await temporaryFolder(t);
    const file = { name: "f", filename: "f", content: Buffer.alloc(5000, "x") };
    const settings = { FILE_UPLOAD_MAX_MEMORY_SIZE: 10, FILE_UPLOAD_TEMP_DIR: folder };
    const fields = Array.from({ length: 11 }, (_, at) => ({ name: `n${at}`, content: "" }));

    const manyFields = await post(bodyOf([file, ...fields]), {
      ...settings,
      DATA_UPLOAD_MAX_NUMBER_FIELDS: 10,
    });
    assert.throws(() => manyFields.POST, TooManyFieldsSent);
    const manyFiles = await post(bodyOf([file, file, file]), {
      ...settings,
      DATA_UPLOAD_MAX_NUMBER_FILES: 2,
    });
    assert.throws(() => manyFiles.FILES, TooManyFilesSent);
    const longField = await post(bodyOf([file, { name: "a", content: "x".repeat(101) }]), {
      ...settings,
      DATA_UPLOAD_MAX_MEMORY_SIZE: 100,
    });
    assert.throws(() => longField.POST, RequestDataTooBig);
    assert.deepEqual(await readdir(folder), []);
    assert.equal(longField.POST.size, 0, "asked again, for the error page, it is empty");
  });

  it("survives a client that goes away in the middle of a file", async (t) => {
    const folder = await temporaryFolder(t);
    const whole = bodyOf([{ name: "f", filename: "f", content: Buffer.alloc(200_000, "x") }]);
    const body = new Readable({ read() {} });
    const request = post(body, { FILE_UPLOAD_MAX_MEMORY_SIZE: 10, FILE_UPLOAD_TEMP_DIR: folder });
    body.push(whole.subarray(0, 150_000));
    setTimeout(() => body.destroy(), 20);

    const arrived = await request;
    assert.throws(() => arrived.FILES, UnreadablePostError);
    assert.deepEqual(await readdir(folder), []);
  });

  it("refuses a body without a boundary, a broken one and one that ends early", async () => {
    const good = bodyOf([{ name: "a", content: "1" }]);
    for (const [body, type] of [
      [good, "multipart/form-data"],
      [good, "multipart/form-data; boundary="],
      [good.subarray(0, -8), undefined],
      [Buffer.from("--b\r\nno header"), undefined],
    ] as const) {
      const request = await post(body, {}, type);
      assert.throws(() => request.POST, MultiPartParserError);
    }
  });

  it("refuses a boundary that cannot be one, without a body as well", async () => {
    for (const boundary of ["", '"a "', "é", "b".repeat(202)]) {
      const type = `multipart/form-data; boundary=${boundary}`;
      for (const body of [Buffer.from(""), bodyOf([{ name: "a", content: "1" }])]) {
        const request = await post(body, {}, type);
        assert.throws(() => request.POST, MultiPartParserError, type);
      }
    }
    const bare = (type: string): HttpRequest =>
      requestTo("/", { method: "POST", headers: { "Content-Type": type } });
    const unread = bare("multipart/form-data");
    assert.throws(() => unread.FILES, MultiPartParserError);
    assert.equal(unread.POST.get("a"), undefined);
    assert.equal(bare("multipart/form-data; boundary=b").FILES.get("a"), undefined);
  });

  it("decodes base64 files", async () => {
    const headers = "Content-Transfer-Encoding: base64\r\n";
    const content = Buffer.from("hello world")
      .toString("base64")
      .replace(/(.{5})/g, "$1\r\n");
    const request = await post(bodyOf([{ name: "f", filename: "f", content, headers }]));

    assert.equal(await request.FILES.get("f")?.text(), "hello world");
  });

  it("reads base64 as Python does, and keeps a field as it came when it is not base64", async () => {
    const answers: readonly (readonly [string, string])[] = [
      ["aGVsbG8=", "hello"],
      ["aGVs bG8=\r\n", "hello"],
      ["aGVs-_!bG8=", "hello"],
      ["aGVsbG8=aGVsbG8=", "hello"],
      ["=aGVsbG8=", "hello"],
      ["aGVsbG8", "aGVsbG8"],
      ["123", "123"],
      ["abcde", "abcde"],
      ["", ""],
    ];
    const headers = "Content-Transfer-Encoding: base64\r\n";
    const parts = answers.map(([content]) => ({ name: "f", content, headers }));
    const request = await post(bodyOf(parts));

    const texts = answers.map(([, text]) => text);
    assert.deepEqual(request.POST.getlist("f"), texts);
  });

  it("refuses a base64 file whose last group is cut short", async () => {
    const headers = "Content-Transfer-Encoding: base64\r\n";
    const file = { name: "f", filename: "f", content: "aGVsbG8", headers };
    const request = await post(bodyOf([file]));
    assert.throws(() => request.FILES, MultiPartParserError);
  });

  it("keeps memory bounded for 200 MB of files and for headers without end", async (t) => {
    const folder = await temporaryFolder(t);
    const chunk = Buffer.alloc(1_000_000, "x");
    const endless = function* (): Generator<Buffer> {
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n');
      for (let at = 0; at < 200; at++) yield chunk;
      yield Buffer.from("\r\n--b--\r\n");
    };
    const before = process.memoryUsage().rss;
    const request = await post(endless(), { FILE_UPLOAD_TEMP_DIR: folder });
    assert.equal(request.FILES.get("f")?.size, 200_000_000);
    await request.close();
    assert.ok(process.memoryUsage().rss - before < 120_000_000, "stays far below the 200 MB sent");

    const headers = function* (): Generator<Buffer> {
      yield Buffer.from("--b\r\n");
      for (let at = 0; at < 2000; at++) yield Buffer.from(`X-${at}: ${"y".repeat(1000)}\r\n`);
    };
    await assert.rejects(async () => (await post(headers())).POST, MultiPartParserError);
  });
});
