/** Requests no honest client sends. Each is refused, or means no more than it says; the server goes on. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { completeSettings } from "../../src/conf/index.ts";
import { getApplication, serve, type Observer, type Serving } from "../../src/server/index.ts";
import { exchange, get, lines, post, type Exchange } from "./hostile/raw.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Bytes of buffers that somebody holds; what nobody does may lie around for as long as the machine is busy. */
function heldBuffers(): number {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

const unexpected: unknown[] = [];
let serving: Serving;
/** The same site, with less patience. */
let impatient: Serving;

before(async () => {
  const settings = completeSettings({
    BASE_DIR: new URL("hostile/", import.meta.url),
    SECRET_KEY: "of the hostile tests",
    ALLOWED_HOSTS: ["testserver"],
    ROOT_URLCONF: "urls.ts",
    MIDDLEWARE: [
      "mkweb/middleware/security",
      "mkweb/middleware/common",
      "mkweb/middleware/csrf",
      "mkweb/middleware/clickjacking",
    ],
  });
  const observer: Observer = {
    onError: (error, _request, status) => {
      if (status >= 500) unexpected.push(error);
    },
  };
  const application = await getApplication(settings, observer);
  const options = { host: "127.0.0.1", port: 0, gracePeriodMs: 0 };
  const { signal } = new AbortController();
  serving = await serve(application, { ...options, signal });
  const hurried = { ...settings, REQUEST_HEADERS_TIMEOUT: 0.3, REQUEST_TIMEOUT: 0.6 };
  impatient = await serve(await getApplication(hurried, observer), { ...options, signal });
});

afterEach(async () => {
  assert.equal((await send(get("/"))).body, "fine", "the server goes on");
  assert.deepEqual(unexpected.splice(0), [], "no error of the server's own");
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

after(() => Promise.all([serving.close(), impatient.close()]));

const send = (...args: DropFirst<Parameters<typeof exchange>>): Promise<Exchange> =>
  exchange(serving.port, ...args);
type DropFirst<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest]
  ? Rest
  : never;

/** Refused by the parser: 400, and nothing behind it on this connection is read as a request. */
async function refused(request: string): Promise<void> {
  const answer = await send(request + get("/admin/"));
  assert.equal(answer.status, 400, answer.text);
  assert.equal(answer.responses, 1);
  assert.equal(answer.closed, true);
}

interface Seen {
  readonly method: string;
  readonly scheme: string;
  readonly path: string;
  readonly GET: Readonly<Record<string, readonly string[]>>;
  readonly POST: Readonly<Record<string, readonly string[]>>;
  readonly COOKIES: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly files: readonly (readonly [field: string, name: string, size: number])[];
}

/** What the view saw of a request that is allowed. */
async function seenOf(request: string): Promise<Seen> {
  const answer = await send(request);
  assert.equal(answer.status, 200, answer.text);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own view's answer
  return JSON.parse(answer.body) as Seen;
}

describe("request smuggling", () => {
  it("Content-Length beside Transfer-Encoding is refused", () =>
    refused(
      lines(
        "POST /seen/ HTTP/1.1",
        "Host: testserver",
        "Content-Length: 4",
        "Transfer-Encoding: chunked",
      ) + "0\r\n\r\n",
    ));

  it("two Content-Lengths that differ are refused", () =>
    refused(
      lines("POST /seen/ HTTP/1.1", "Host: testserver", "Content-Length: 1", "Content-Length: 2") +
        "ab",
    ));

  it("a Content-Length that is no number is refused", async () => {
    for (const length of ["-1", "+1", "0x1", "1, 1", "1 1", "99999999999999999999"]) {
      await refused(
        lines("POST /seen/ HTTP/1.1", "Host: testserver", `Content-Length: ${length}`) + "a",
      );
    }
  });

  it("a Transfer-Encoding other than chunked is refused", async () => {
    for (const coding of ["xchunked", "chunked, identity", "identity", "chunked\u000b"]) {
      await refused(
        lines("POST /seen/ HTTP/1.1", "Host: testserver", `Transfer-Encoding: ${coding}`) +
          "0\r\n\r\n",
      );
    }
  });

  it("a chunk size that is no number is refused", async () => {
    for (const size of ["zz", "-1", "0x1", "1;\n", "ffffffffffffffffff"]) {
      const answer = await send(
        lines("POST /seen/ HTTP/1.1", "Host: testserver", "Transfer-Encoding: chunked") +
          `${size}\r\na\r\n0\r\n\r\n${get("/admin/")}`,
      );
      assert.doesNotMatch(answer.text, /admin/);
      assert.ok(answer.closed);
    }
  });

  it("white space before a colon, and folded headers, are refused", async () => {
    await refused(lines("GET / HTTP/1.1", "Host: testserver", "X-A : b"));
    await refused(lines("GET / HTTP/1.1", "Host: testserver", "X-A: b", " folded"));
    await refused(lines("GET / HTTP/1.1", " Host: testserver"));
  });

  it("line feeds, null bytes and carriage returns inside headers are refused", async () => {
    await refused(lines("GET / HTTP/1.1", "Host: testserver", "X-A: b\u0000c"));
    await refused(lines("GET / HTTP/1.1", "Host: testserver", "X-A: b\rX-B: c"));
    await refused(lines("GET / HTTP/1.1", "Host: testserver", "X\u0000: b"));
  });

  it("a malformed request line is refused", async () => {
    for (const line of [
      "GET / HTTP/9.9",
      "GET  / HTTP/1.1 x",
      "G T / HTTP/1.1",
      "GET /\u0000 HTTP/1.1",
      "PRI * HTTP/2.0",
      "\u0016\u0003\u0001",
    ]) {
      await refused(lines(line, "Host: testserver"));
    }
  });

  it("a header with an underscore never passes for one with a hyphen", async () => {
    const { headers, scheme } = await seenOf(get("/seen/", "X_Forwarded_Proto: https"));
    assert.equal(scheme, "http");
    assert.equal("X-Forwarded-Proto" in headers, false);
  });

  it("an upgrade nobody offers is an ordinary request", async () => {
    const answer = await send(
      lines("GET / HTTP/1.1", "Host: testserver", "Connection: Upgrade", "Upgrade: h2c"),
    );
    assert.equal(answer.status, 200);
  });

  it("an expectation nobody knows is refused", async () => {
    assert.equal((await send(get("/", "Expect: a miracle"))).status, 417);
  });
});

describe("hosts", () => {
  it("a request without Host, or with two, is refused", async () => {
    await refused(lines("GET / HTTP/1.1", "Accept: */*"));
    const two = lines("GET / HTTP/1.1", "Host: testserver", "Host: evil.example");
    assert.equal((await send(two)).status, 400);
  });

  it("a Host that ALLOWED_HOSTS does not list, or that is malformed, is refused", async () => {
    for (const host of [
      "evil.example",
      "testserver.evil.example",
      "testserver@evil.example",
      "testserver:80@evil.example",
      "testserver:80/path",
      "testserver, evil.example",
      "testserver#",
      "[::1",
      "",
    ]) {
      const answer = await send(lines("GET / HTTP/1.1", `Host: ${host}`, "Connection: close"));
      assert.equal(answer.status, 400, host);
    }
  });

  it("the host of an absolute target counts, not the header beside it", async () => {
    const target = "http://evil.example/";
    assert.equal((await send(get(target))).status, 400);
  });
});

describe("paths", () => {
  const statusOf = async (target: string): Promise<number> => (await send(get(target))).status;

  it("dot segments lead nowhere, plain or escaped", async () => {
    for (const target of [
      "/page/x/../../admin/",
      "/page/../admin/",
      "/./admin/",
      "/%2e%2e/admin/",
      "/page/x/%2e%2e/%2e%2e/admin/",
      "/..;/admin/",
      "/page/..%2fadmin/",
    ]) {
      const answer = await send(get(target));
      assert.equal(answer.status, 404, target);
    }
  });

  it("an escaped slash is a slash to the patterns, once", async () => {
    assert.equal(await statusOf("/page/a%2Fb/"), 404);
    assert.equal((await send(get("/files/a%2Fb"))).body, "file a/b");
    assert.equal((await send(get("/page/a%252Fb/"))).body, "page a%2Fb");
  });

  it("null bytes and broken escapes are text, and match no other pattern", async () => {
    assert.equal(await statusOf("/admin%00/"), 404);
    assert.equal(await statusOf("/%00"), 404);
    assert.equal((await send(get("/page/%00/"))).body, "page \u0000");
    assert.equal((await send(get("/page/%zz/"))).body, "page %zz");
    assert.equal((await send(get("/page/%ff/"))).body, "page %FF");
    assert.equal(await statusOf("/admin/%c0%ae%c0%ae/"), 404);
  });

  it("backslashes and doubled slashes are no way around", async () => {
    for (const target of ["/\\admin/", "//admin/", "/admin//", "/%5cadmin/", "\\admin/"]) {
      assert.notEqual(await statusOf(target), 200, target);
    }
  });

  it("a redirect never leads to another host", async () => {
    const answer = await send(get("//evil.example/%2e%2e"));
    assert.doesNotMatch(answer.text, /^Location: (?:https?:)?\/\/evil/im);
  });

  it("a target of 100,000 characters is refused", async () => {
    assert.equal(await statusOf(`/page/${"a".repeat(100_000)}/`), 431);
  });
});

describe("too much of everything", () => {
  const form = "application/x-www-form-urlencoded";
  const fields = (count: number): string =>
    Array.from({ length: count }, (_, at) => `f${at}=${at}`).join("&");

  it("100 kB of cookies are refused", async () => {
    const cookies = Array.from({ length: 1000 }, (_, at) => `c${at}=${"x".repeat(94)}`).join("; ");
    const answer = await send(get("/seen/", `Cookie: ${cookies}`));
    assert.equal(answer.status, 431);
    assert.equal(answer.closed, true);
  });

  it("2,000 cookies that fit are read as they are", async () => {
    const cookies = Array.from({ length: 2000 }, (_, at) => `${at}=1`).join(";");
    const { COOKIES } = await seenOf(get("/seen/", `Cookie: ${cookies}`));
    assert.equal(Object.keys(COOKIES).length, 2000);
  });

  it("10,000 query fields are refused", async () => {
    const query = Array.from({ length: 10_000 }, () => "").join("&");
    const target = `/seen/?${query.slice(0, 10_000)}`;
    assert.equal((await send(get(target))).status, 400);
  });

  it("10,000 form fields are refused", async () => {
    assert.equal((await send(post("/seen/", form, fields(10_000)))).status, 400);
    assert.equal((await send(post("/seen/", form, fields(1000)))).status, 200);
  });

  it("a form of 4 MB is refused before it is read", async () => {
    const request = lines(
      "POST /seen/ HTTP/1.1",
      "Host: testserver",
      `Content-Type: ${form}`,
      "Content-Length: 4000000",
    );
    const answer = await send(request);
    assert.equal(answer.status, 400);
  });

  it("a chunked body without end is refused at the limit, in bounded memory", async () => {
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    const answer = await send(async (socket) => {
      socket.write(
        lines(
          "POST /seen/ HTTP/1.1",
          "Host: testserver",
          `Content-Type: ${form}`,
          "Transfer-Encoding: chunked",
        ),
      );
      for (let sent = 0; sent < 1024 && !socket.destroyed; sent += 1) {
        // The server closes the connection when it has had enough.
        const drained = socket.write(chunk) ? undefined : once(socket, "drain").catch(() => {});
        await Promise.race([drained, sleep(300)]);
        if (sent % 20 === 0) most = Math.max(most, heldBuffers());
        if (socket.bytesRead > 0) break;
      }
    });
    assert.ok(answer.status === 400 || answer.closed, answer.text);
    assert.ok(most - before < 40_000_000, `${most - before} bytes more`);
  });
});

describe("multipart bombs", () => {
  const type = "multipart/form-data; boundary=b";
  const part = (name: string, file = ""): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\nx\r\n`;
  const body = (...parts: readonly string[]): string => `${parts.join("")}--b--\r\n`;
  const statusOf = async (content: string, contentType = type): Promise<number> =>
    (await send(post("/seen/", contentType, content))).status;

  it("10,000 fields are refused", async () => {
    assert.equal(await statusOf(body(part("f").repeat(10_000))), 400);
  });

  it("1,000 files are refused", async () => {
    assert.equal(await statusOf(body(part("f", '; filename="a.txt"').repeat(1000))), 400);
  });

  it("a body that never comes to its first or its last boundary is refused or empty", async () => {
    assert.equal(await statusOf("x".repeat(1_000_000)), 400);
    const { files, POST } = await seenOf(post("/seen/", type, `${part("a")}--b`)).catch(() => ({
      files: [],
      POST: {},
    }));
    assert.deepEqual([files, Object.keys(POST).length <= 1], [[], true]);
  });

  it("a part with endless headers is not read to their end", async () => {
    const headers = "X-A: b\r\n".repeat(50_000);
    const content = `--b\r\n${headers}Content-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n`;
    const answer = await send(post("/seen/", type, content));
    assert.ok(answer.status === 400 || answer.body.includes('"POST":{}'), answer.text);
  });

  it("a boundary that is missing or absurd is refused", async () => {
    assert.equal(await statusOf(body(part("a")), "multipart/form-data"), 400);
    const long = "b".repeat(5000);
    assert.equal(await statusOf(`--${long}--\r\n`, `multipart/form-data; boundary=${long}`), 400);
  });

  it("a field of 4 MB is refused", async () => {
    const content = `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${"x".repeat(4_000_000)}\r\n--b--\r\n`;
    assert.equal(await statusOf(content), 400);
  });

  it("a file of 200 MB passes through in bounded memory", async () => {
    const before = heldBuffers();
    let most = 0;
    const head = '--b\r\nContent-Disposition: form-data; name="f"; filename="big"\r\n\r\n';
    const tail = "\r\n--b--\r\n";
    const chunk = Buffer.alloc(1_000_000, "x");
    const answer = await send(async (socket) => {
      socket.write(
        lines(
          "POST /seen/ HTTP/1.1",
          "Host: testserver",
          "Connection: close",
          `Content-Type: ${type}`,
          `Content-Length: ${head.length + 200 * chunk.length + tail.length}`,
        ) + head,
      );
      for (let sent = 0; sent < 200; sent += 1) {
        if (!socket.write(chunk)) await once(socket, "drain");
        if (sent % 20 === 0) most = Math.max(most, heldBuffers());
      }
      socket.write(tail);
      // The server closes when it has answered.
    }, 60_000);
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.body, /\["f","big",200000000\]/);
    assert.ok(most - before < 100_000_000, `${most - before} bytes more`);
  });

  it("a file name never names a folder", async () => {
    for (const name of ["../../etc/passwd", "..\\\\..\\\\passwd", "/etc/passwd", "C:\\\\passwd"]) {
      const { files } = await seenOf(post("/seen/", type, body(part("f", `; filename="${name}"`))));
      assert.deepEqual(files, [["f", "passwd", 1]], name);
    }
  });
});

describe("prototype names as keys", () => {
  const names = [
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "__proto__[polluted]",
  ];

  it("are ordinary query fields", async () => {
    const { GET } = await seenOf(get(`/seen/?${names.map((name) => `${name}=1`).join("&")}`));
    assert.deepEqual(Object.keys(GET), names);
  });

  it("are ordinary form fields", async () => {
    const form = names.map((name) => `${name}=1`).join("&");
    const { POST } = await seenOf(post("/seen/", "application/x-www-form-urlencoded", form));
    assert.deepEqual(Object.keys(POST), names);
  });

  it("are ordinary cookies and headers", async () => {
    const cookie = `Cookie: ${names.map((name) => `${name}=1`).join("; ")}`;
    const { COOKIES } = await seenOf(get("/seen/", cookie));
    assert.deepEqual(Object.keys(COOKIES), names);
    const { headers } = await seenOf(get("/seen/", "constructor: 1", "toString: 2"));
    assert.equal(headers["Constructor"], "1");
    assert.equal(headers["Tostring"], "2");
  });

  it("are ordinary parts and files", async () => {
    const parts = names.map(
      (name) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`,
    );
    const files = names.map(
      (name) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n1\r\n`,
    );
    const content = `${parts.join("")}${files.join("")}--b--\r\n`;
    const seen = await seenOf(post("/seen/", "multipart/form-data; boundary=b", content));
    assert.deepEqual(Object.keys(seen.POST), names);
    assert.deepEqual(
      seen.files.map(([field]) => field),
      names,
    );
  });

  it("are ordinary path parts", async () => {
    assert.equal((await send(get("/page/__proto__/"))).body, "page __proto__");
    assert.equal((await send(get("/page/constructor/"))).body, "page constructor");
  });
});

describe("slow clients", () => {
  it("headers that never end are cut off", async () => {
    const answer = await exchange(
      impatient.port,
      async (socket) => {
        socket.write("GET / HTTP/1.1\r\nHost: testserver\r\n");
        for (let at = 0; at < 12 && !socket.destroyed; at += 1) {
          await sleep(100);
          if (!socket.destroyed) socket.write(`X-${at}: y\r\n`);
        }
      },
      1500,
    );
    assert.equal(answer.status, 408);
    assert.equal(answer.closed, true);
  });

  it("a body that drips is cut off, while others are answered", async () => {
    const slow = exchange(
      impatient.port,
      async (socket) => {
        socket.write(
          lines(
            "POST /seen/ HTTP/1.1",
            "Host: testserver",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 1000",
          ),
        );
        for (let at = 0; at < 15 && !socket.destroyed; at += 1) {
          await sleep(100);
          if (!socket.destroyed) socket.write("a");
        }
      },
      1500,
    );
    const meanwhile = await exchange(impatient.port, get("/"));
    assert.equal(meanwhile.body, "fine");
    const answer = await slow;
    assert.equal(answer.closed, true);
    assert.notEqual(answer.status, 200);
  });

  it("a client that goes away in the middle of its body leaves nothing behind", async () => {
    for (let time = 0; time < 20; time += 1) {
      await send(async (socket) => {
        socket.write(
          lines(
            "POST /seen/ HTTP/1.1",
            "Host: testserver",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Length: 100000",
          ) + '--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\npart',
        );
        await sleep(5);
        socket.destroy();
      });
    }
  });
});
