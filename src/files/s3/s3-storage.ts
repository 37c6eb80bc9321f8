import type { AwsClient } from "aws4fetch";
import { guessContentType, SuspiciousFileOperation, type File } from "../../http/index.ts";
import { Storage, type SaveNameOptions } from "../storage.ts";
import { bucketUrl, quoteKey } from "./address.ts";
import { S3Client } from "./client.ts";
import { noFile } from "./errors.ts";
import { listBelow } from "./listing.ts";
import type { S3Options } from "./options.ts";
import { presigned } from "./presign.ts";
import { S3File } from "./s3-file.ts";

/** Largest upload that S3 accepts in one piece, in bytes. */
const LARGEST = 5 * 1024 ** 3;
/** Longest key in bytes. */
const LONGEST_KEY = 1024;

/** Stores files in a bucket of Amazon S3 or a compatible service: R2, MinIO, Ceph, Backblaze. */
export class S3Storage extends Storage {
  readonly #options: S3Options;
  readonly #client: S3Client;
  readonly #location: string;
  readonly #now: () => number;

  /** @param now The clock for signed URLs. */
  constructor(client: AwsClient, options: S3Options, now: () => number = Date.now) {
    super();
    this.#options = options;
    this.#client = new S3Client(client, options);
    this.#location = (options.location ?? "").replace(/^\/+|\/+$/g, "");
    this.#now = now;
  }

  /** Returns a URL of `customDomain`, or a signed one unless `querystringAuth` is false. */
  url(name: string): string {
    const { customDomain, querystringAuth = true } = this.#options;
    const key = quoteKey(this.#key(name));
    if (customDomain !== undefined) return `https://${customDomain}/${key}`;
    const plain = bucketUrl(this.#options) + key;
    return querystringAuth ? presigned(plain, this.#options, this.#now()) : plain;
  }

  protected async openFile(name: string): Promise<File> {
    const key = this.#key(name);
    const { headers } = await this.#head(name);
    const size = Number(headers.get("content-length"));
    return new S3File(name, size, () => this.#client.send("GET", key));
  }

  /** Uses a free name, even if two processes save at once, provided that the service supports `If-None-Match`. */
  protected async saveFile(name: string, content: File, options: SaveNameOptions): Promise<string> {
    const { allowOverwrite = false } = this.#options;
    if (content.size > LARGEST) {
      throw new RangeError(
        `S3 takes at most 5 GiB in one piece; ${name} has ${content.size} bytes.`,
      );
    }
    let free = name;
    let isGuarded = !allowOverwrite;
    for (;;) {
      const response = await this.#put(this.#key(free), content, isGuarded);
      if (response.ok) return free;
      await response.body?.cancel();
      // Not implemented: on an older service the last write wins, as in Django's storages.
      if (response.status === 501) isGuarded = false;
      else free = await this.getAvailableName(name, options);
    }
  }

  async delete(name: string): Promise<void> {
    if (name === "") throw new TypeError("The name must be given to delete().");
    await this.#client.send("DELETE", this.#key(name), { expected: [404] });
  }

  async exists(name: string): Promise<boolean> {
    const found = await this.#client.send("HEAD", this.#key(name), { expected: [404] });
    return found.ok;
  }

  override async isNameAvailable(name: string, options: SaveNameOptions = {}): Promise<boolean> {
    if (this.excess(name, options.maxLength) > 0) return false;
    return this.#options.allowOverwrite === true || !(await this.exists(name));
  }

  async size(name: string): Promise<number> {
    return Number((await this.#head(name)).headers.get("content-length"));
  }

  async listdir(path: string): Promise<readonly [folders: string[], files: string[]]> {
    const folder = this.#key(path.replace(/\/+$/, ""));
    return listBelow(this.#client, folder === "" ? "" : `${folder}/`);
  }

  /** @throws {Error} Always: S3 does not record it. */
  async getAccessedTime(_name: string): Promise<Date> {
    throw new Error("S3 does not note when a file was read.");
  }

  /** Same as the time of modification: files are replaced as a whole, never changed. */
  async getCreatedTime(name: string): Promise<Date> {
    return this.getModifiedTime(name);
  }

  async getModifiedTime(name: string): Promise<Date> {
    return new Date((await this.#head(name)).headers.get("last-modified") ?? Number.NaN);
  }

  protected override excess(name: string, maxLength: number | undefined): number {
    const bytes = Buffer.byteLength(this.#key(name)) - LONGEST_KEY;
    // A character has at most four bytes.
    return Math.max(super.excess(name, maxLength), Math.ceil(bytes / 4));
  }

  async #head(name: string): Promise<Response> {
    const found = await this.#client.send("HEAD", this.#key(name), { expected: [404] });
    if (found.ok) return found;
    throw noFile(name);
  }

  /** @returns The response; 412 or 409 if the name is taken, 501 if the service lacks `If-None-Match`. */
  async #put(key: string, content: File, isGuarded: boolean): Promise<Response> {
    const { defaultAcl, cacheControl } = this.#options;
    const headers = {
      "Content-Type": guessContentType(key),
      "Content-Length": String(content.size),
      ...(cacheControl !== undefined && { "Cache-Control": cacheControl }),
      ...(defaultAcl !== undefined && { "x-amz-acl": defaultAcl }),
      ...(isGuarded && { "If-None-Match": "*" }),
    };
    const body = content.size === 0 ? new Uint8Array() : streamOf(content);
    return this.#client.send("PUT", key, {
      headers,
      body,
      expected: isGuarded ? [409, 412, 501] : [],
    });
  }

  /** @throws {SuspiciousFileOperation} If the name, resolved like a URL, leads out of the location. */
  #key(name: string): string {
    const plain = name.replaceAll("\\", "/");
    const isOut =
      plain.startsWith("/") ||
      plain.includes("\0") ||
      plain.split("/").some((part) => part === "." || part === "..");
    if (isOut) {
      throw new SuspiciousFileOperation(`${JSON.stringify(name)} leads out of the storage.`);
    }
    return [this.#location, plain].filter(Boolean).join("/");
  }
}

function streamOf(content: File): ReadableStream<Uint8Array> {
  return ReadableStream.from(content.chunks());
}
