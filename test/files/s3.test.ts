/** Files in a bucket of S3's kind, on a server that the test starts. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, it, type TestContext } from "node:test";
import { AwsClient } from "aws4fetch";
import openS3Storage, { S3Error, S3Storage, type S3Options } from "../../src/files/backends/s3.ts";
import {
  ContentFile,
  File,
  openStorages,
  storages,
  SuspiciousFileOperation,
} from "../../src/files/index.ts";
import { completeSettings } from "../../src/conf/index.ts";
import { presigned } from "../../src/files/s3/presign.ts";
import { credentials, startS3, type S3Server } from "../support/s3-server.ts";

async function open(
  t: TestContext,
  more: Partial<S3Options> = {},
): Promise<{ readonly server: S3Server; readonly storage: S3Storage }> {
  const server = await startS3(t);
  const options = { bucketName: "media", endpointUrl: server.url, ...credentials, ...more };
  return { server, storage: await openS3Storage(options) };
}

/** A file whose sender goes away half way. */
class Broken extends File {
  readonly name = "big.bin";
  readonly size: number;

  constructor(size = 10) {
    super();
    this.size = size;
  }

  async *chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from("half ");
    throw new Error("The client went away.");
  }
}

describe("a storage in S3", () => {
  it("keeps a file under its name and finds it again", async (t) => {
    const { server, storage } = await open(t, {
      cacheControl: "max-age=60",
      defaultAcl: "private",
    });
    const name = await storage.save("docs/grüße & co +.txt", new ContentFile("Grüße"));
    assert.equal(name, "docs/grüße & co +.txt");
    const { body, headers } = server.objects.get(name) ?? {};
    assert.equal(String(body), "Grüße");
    assert.deepEqual(
      [headers?.["content-type"], headers?.["cache-control"], headers?.["x-amz-acl"]],
      ["text/plain", "max-age=60", "private"],
    );
    const file = await storage.open(name);
    assert.deepEqual([file.name, file.size, await file.text()], [name, 7, "Grüße"]);
    assert.equal(await storage.size(name), 7);
    assert.equal(await storage.exists(name), true);
    assert.ok(Date.now() - (await storage.getModifiedTime(name)).getTime() < 60_000);
    assert.deepEqual(await storage.getCreatedTime(name), await storage.getModifiedTime(name));
    await storage.delete(name);
    await storage.delete(name);
    assert.equal(await storage.exists(name), false);
    await assert.rejects(storage.open(name), {
      code: "ENOENT",
      message: /There is no file "docs\//,
    });
    await assert.rejects(storage.size(name), { code: "ENOENT" });
  });

  it("sends and reads large files piece by piece, and empty ones", async (t) => {
    const { server, storage } = await open(t);
    const bytes = Buffer.alloc(3_000_000, "0123456789");
    const name = await storage.save("big.bin", new ContentFile(bytes));
    assert.equal(server.objects.get(name)?.headers["content-length"], "3000000");
    const file = await storage.open(name);
    const sizes: number[] = [];
    const pieces: Buffer[] = [];
    for await (const piece of file.chunks(1000)) {
      sizes.push(piece.length);
      pieces.push(piece);
    }
    assert.ok(Math.max(...sizes) <= 1000);
    assert.ok(Buffer.concat(pieces).equals(bytes));
    for await (const piece of file.chunks()) {
      assert.ok(piece.length > 0);
      break;
    }
    assert.equal(
      await (await storage.open(await storage.save("none", new ContentFile("")))).text(),
      "",
    );
  });

  it("keeps every one of many files that are saved under one name at once", async (t) => {
    const { server, storage } = await open(t);
    const texts = Array.from({ length: 10 }, (_, at) => `file ${at}`);
    const names = await Promise.all(
      texts.map((text) => storage.save("a.tar.gz", new ContentFile(text))),
    );
    assert.equal(new Set(names).size, 10);
    for (const [at, name] of names.entries()) {
      assert.match(name, /^a(?:_[A-Za-z0-9]{7})?\.tar\.gz$/);
      assert.equal(String(server.objects.get(name)?.body), texts[at]);
    }
  });

  it("gives another name where the service cannot watch over it, and none where overwriting is allowed", async (t) => {
    const { server, storage } = await open(t);
    server.isOld = true;
    assert.equal(await storage.save("a.txt", new ContentFile("1")), "a.txt");
    assert.match(await storage.save("a.txt", new ContentFile("2")), /^a_\w{7}\.txt$/);
    const other = await open(t, { allowOverwrite: true });
    await other.storage.save("a.txt", new ContentFile("1"));
    assert.equal(await other.storage.save("a.txt", new ContentFile("2")), "a.txt");
    assert.equal(String(other.server.objects.get("a.txt")?.body), "2");
  });

  it("leaves nothing of a file that broke off, and says what is too large", async (t) => {
    const { server, storage } = await open(t);
    await assert.rejects(storage.save("b.txt", new Broken()), {
      name: "S3Error",
      message: /was not reached for PUT b\.txt/,
    });
    await assert.rejects(storage.save("b.txt", new Broken(6_000_000_000)), /at most 5 GiB/);
    assert.deepEqual([...server.objects.keys()], []);
  });

  it("lists folders and files page by page, in its location alone", async (t) => {
    const { server, storage } = await open(t, { location: "site/" });
    for (const name of ["a b.txt", "c&d.txt", "ü+.txt", "x/1", "x/2", "y/z/3"]) {
      await storage.save(name, new ContentFile("."));
    }
    server.objects.set("elsewhere/secret", {
      body: Buffer.from("."),
      headers: {},
      modified: new Date(),
    });
    server.objects.set("site/x/", { body: Buffer.from(""), headers: {}, modified: new Date() });
    assert.deepEqual(await storage.listdir(""), [
      ["x", "y"],
      ["a b.txt", "c&d.txt", "ü+.txt"],
    ]);
    assert.deepEqual(await storage.listdir("x/"), [[], ["1", "2"]]);
    assert.deepEqual(await storage.listdir("nothing"), [[], []]);
    server.isOld = true;
    assert.deepEqual(await storage.listdir(""), [
      ["x", "y"],
      ["a b.txt", "c&d.txt", "ü+.txt"],
    ]);
    assert.ok(server.objects.has("site/y/z/3"));
  });

  it("never lets a name lead out of its location", async (t) => {
    const { server, storage } = await open(t, { location: "site" });
    const hostile = ["../x", "a/../../x", "/x", "a/./x", "..", "a\\..\\..\\x", "x\0y"];
    for (const name of hostile) {
      await assert.rejects(storage.exists(name), SuspiciousFileOperation, name);
      await assert.rejects(storage.open(name), SuspiciousFileOperation, name);
      await assert.rejects(storage.delete(name), SuspiciousFileOperation, name);
      await assert.rejects(storage.save(name, new ContentFile("x")), SuspiciousFileOperation, name);
      assert.throws(() => storage.url(name), SuspiciousFileOperation, name);
    }
    assert.deepEqual(server.asked, []);
  });

  it("gives addresses that the service takes for a while", async (t) => {
    const { server, storage } = await open(t, { querystringExpire: 60 });
    const name = await storage.save("a b/ü?#+'().txt", new ContentFile("text"));
    const url = storage.url(name);
    assert.ok(
      url.startsWith(`${server.url}/media/a%20b/%C3%BC%3F%23%2B%27%28%29.txt?X-Amz-Algorithm=`),
    );
    assert.ok(!url.includes(encodeURIComponent(credentials.secretKey)));
    assert.equal(await (await fetch(url)).text(), "text");
    assert.equal((await fetch(url.replace("Expires=60", "Expires=61"))).status, 403);
    const late = new S3Storage(
      new AwsClient({ accessKeyId: "-", secretAccessKey: "-" }),
      {
        bucketName: "media",
        endpointUrl: server.url,
        ...credentials,
        querystringExpire: 60,
      },
      () => Date.now() - 61_000,
    );
    assert.equal((await fetch(late.url(name))).status, 403);
  });

  it("signs addresses as its client does", async () => {
    const options = {
      bucketName: "media",
      ...credentials,
      securityToken: "token/+=",
      regionName: "eu-west-1",
      querystringExpire: 77,
    };
    const url = "https://media.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC.txt";
    const client = new AwsClient({
      accessKeyId: options.accessKey,
      secretAccessKey: options.secretKey,
      sessionToken: options.securityToken,
      service: "s3",
      region: options.regionName,
    });
    const asked = `${url}?X-Amz-Expires=77`;
    const theirs = await client.sign(asked, {
      method: "GET",
      aws: { signQuery: true, datetime: "20261129T102030Z" },
    });
    const ours = presigned(url, options, Date.UTC(2026, 10, 29, 10, 20, 30));
    const parameters = (text: string) => Object.fromEntries(new URL(text).searchParams);
    assert.deepEqual(parameters(ours), parameters(theirs.url));
  });

  it("gives plain addresses of the bucket or of another host, where that is said", async (t) => {
    const { storage, server } = await open(t, { querystringAuth: false, location: "m" });
    assert.equal(storage.url("a b.txt"), `${server.url}/media/m/a%20b.txt`);
    const cdn = await open(t, { customDomain: "cdn.example.com" });
    assert.equal(cdn.storage.url("x.txt"), "https://cdn.example.com/x.txt");
    const amazon = await openS3Storage({
      bucketName: "b",
      ...credentials,
      querystringAuth: false,
      regionName: "eu-west-1",
    });
    assert.equal(amazon.url("x"), "https://b.s3.eu-west-1.amazonaws.com/x");
    const path = await openS3Storage({
      bucketName: "b",
      ...credentials,
      querystringAuth: false,
      addressingStyle: "path",
    });
    assert.equal(path.url("x"), "https://s3.us-east-1.amazonaws.com/b/x");
  });

  it("says what the service refused, and nothing of keys and signatures", async (t) => {
    const { storage } = await open(t, { secretKey: "another secret" });
    await assert.rejects(storage.listdir(""), (error: Error) => {
      assert.ok(error instanceof S3Error);
      assert.deepEqual([error.code, error.status], ["SignatureDoesNotMatch", 403]);
      assert.equal(
        error.message,
        "The service in STORAGES refused GET : 403 SignatureDoesNotMatch, Because of SignatureDoesNotMatch.",
      );
      return true;
    });
    await assert.rejects(storage.exists("x"), { status: 403 });
    const away = await openS3Storage({
      bucketName: "b",
      endpointUrl: "http://127.0.0.1:1",
      ...credentials,
    });
    await assert.rejects(away.exists("x"), { code: "Unreachable", status: 0 });
  });

  it("is named in STORAGES, whose options are judged", async (t) => {
    const server = await startS3(t);
    const settings = (OPTIONS: object) =>
      completeSettings({
        BASE_DIR: pathToFileURL(`${tmpdir()}/`),
        SECRET_KEY: "k",
        STORAGES: {
          default: {
            BACKEND: new URL("../../src/files/backends/s3.ts", import.meta.url).href,
            OPTIONS: { ...OPTIONS },
          },
        },
      });
    const good = { bucketName: "media", endpointUrl: server.url, ...credentials };
    await openStorages(settings(good));
    assert.equal(await storages.get("default").save("x.txt", new ContentFile("x")), "x.txt");
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ ...good, bucket: "x" }, /has no option 'bucket' with a string/],
      [{ ...good, secretKey: undefined }, /has no option 'secretKey' with a undefined/],
      [{ ...good, accessKey: "" }, /needs the option 'accessKey'/],
      [{ ...good, querystringExpire: 700_000 }, /from 1 to 604,800/],
      [{ ...good, addressingStyle: "auto" }, /neither 'path' nor 'virtual'/],
      [{ ...good, endpointUrl: "s3" }, /an endpointUrl that is not a URL/],
    ];
    for (const [options, message] of wrong) {
      await assert.rejects(openStorages(settings(options)), { message });
    }
  });

  it("says what to install where its client is missing", async () => {
    const worker = new URL("without-aws4fetch.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [worker]);
    assert.equal(
      stdout,
      "STORAGES names a storage in S3, but the package 'aws4fetch' is not installed. Run: npm install aws4fetch\n",
    );
  });
});
