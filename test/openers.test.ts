/** What is opened while requests are answered, and who closes it: each has one owner, for every way out. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const src = fileURLToPath(new URL("../src/", import.meta.url));

/** The rooms that a request passes through; databases have tests of their own. */
const rooms =
  "auth cache files http mail messages middleware server sessions shortcuts signing staticfiles templates urls";

/** Whatever holds a descriptor, a handle, memory outside of JavaScript's or a listener until it is given back. */
const openers =
  /(?<![.\w])(?:(?:open|openSync|opendir|createReadStream|createWriteStream|createServer|createConnection|connect|spawn|fork|exec|execFile|setTimeout|setInterval|watch|mkdtemp|createClient|createTransport|create(?:Deflate|Inflate|Gzip|Gunzip|Unzip|Brotli)\w*|pipeline)(?=\()|new (?:Worker|Transform|Readable|Writable|Duplex|PassThrough|Dicer|Busboy|Pool|ReadableStream)\b|Readable\.from\b|process\.(?:on|once)\b)|\.addEventListener\b|\.setTimeout\b/g;

/** Where something is opened: what listens for its errors, and what closes it however the work ends. */
const owned: Readonly<Record<string, string>> = {
  "cache/backends/redis.ts connect": "our own function, see createClient",
  "cache/backends/redis.ts createClient":
    "the backend: an error listener from the start; destroyed if it cannot connect; closeCaches() ends it",
  "cache/backends/redis.ts setTimeout": "limited(): cleared in finally",
  "files/disk-file.ts createReadStream": "the iteration: destroyed when that ends or is left",
  "files/field-file.ts open": "our own method, as in files/storage.ts",
  "files/storage.ts open": "our own method: what it answers opens nothing before it is read",
  "files/write-file.ts open": "fill(): closed in finally; place(): closed at once",
  "http/response/file-content.ts open":
    "readLater(): closed in finally, also when its reader stops",
  "http/response/file-content.ts openSync": "pathContent(): closed in finally",
  "http/body/file.ts Readable.from": "whoever asked for it; it ends the one below",
  "http/body/file.ts open": "our own method, which opens nothing",
  "http/body/multipart.ts new Dicer":
    "MultipartReading: listens for error; destroyed with its parts in fail()",
  "http/request/source.ts Readable.from":
    "RequestBody: read to its end, or destroyed with the request",
  "http/request/source.ts .addEventListener": "RequestLife: taken back with the request",
  "http/body/temporary-file.ts open": "UploadStorage: end() or discard(), whichever comes",
  "http/body/uploaded-file.ts createReadStream":
    "the iteration: destroyed when that ends or is left",
  "mail/backends/smtp.ts createTransport": "sendMessages(): an error listener; closed in finally",
  "middleware/gzip.ts Readable.from": "the pipeline",
  "middleware/gzip.ts createDeflateRaw": "the pipeline",
  "middleware/gzip.ts new Transform": "the response, which destroys it when it is closed",
  "middleware/gzip.ts pipeline": "whichever part of it ends early ends all of it",
  "server/socket/bind.ts connect": "answers(): what becomes of it is awaited; destroyed in finally",
  "server/entrance.ts createServer": "openEntrance(): an error listener; closed by close()",
  "server/socket/bind.ts createServer": "probe(): its errors are awaited; closed before it returns",
  "server/socket/drain.ts setInterval": "drain(): cleared when the server has closed",
  "server/socket/drain.ts setTimeout": "drain(): both cleared when the server has closed",
  "server/socket/fetch.ts new ReadableStream":
    "the platform: read to its end, broken or cancelled closes all",
  "server/socket/linger.ts setTimeout": "the socket: cleared when it closes",
  "server/socket/node.ts .setTimeout": "the socket, which has one",
  "server/socket/node.ts Readable.from": "the pipeline",
  "server/socket/node.ts pipeline":
    "stream(): whichever end breaks off ends both; response and request are closed after it",
  "server/serve.ts .addEventListener": "serve(): taken back when the server has closed",
  "server/site.ts createServer": "Site: an error listener; closed by drain()",
  "server/serve.ts process.once": "serve(): taken back when the server has closed",
  "server/serve.ts setTimeout":
    "stop(): cleared when the server has closed; endProcess(): the process ends with it",
  "server/answer/view-limit.ts setTimeout": "limitViews(): cleared when the view has answered",
};

function opened(): readonly string[] {
  const files = rooms.split(" ").flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: src }));
  const found = files.flatMap((file) => {
    const code = readFileSync(src + file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    return Array.from(code.matchAll(openers), ([opener]) => `${file} ${opener}`);
  });
  return [...new Set(found)].sort();
}

describe("whatever is opened for a request", () => {
  it("has an owner that is named here, and nobody is named who opens nothing", () => {
    assert.deepEqual(opened(), Object.keys(owned).sort());
  });
});
