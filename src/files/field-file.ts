import { inspect } from "node:util";
import type { Readable } from "node:stream";
import { File } from "../http/index.ts";
import { getImageDimensions, type ImageDimensions } from "./image.ts";
import type { Storage } from "./storage.ts";

/** Whether the object is saved along. Default `true`. */
export interface FieldFileOptions {
  readonly save?: boolean;
}

/**
 * What an object has in a field of files: Django's `FieldFile`. It is there when there is no file, too; then `name` is
 * empty or null, and everything that needs a file throws. A {@link File} can be assigned in its place.
 */
export interface FieldFile {
  /** The name in the storage. Set, it names another file there. */
  name: string | null;
  /** The address for a browser. */
  readonly url: string;
  /** The path on this machine. */
  readonly path: string;
  /** Bytes; a promise of them once the file is stored. */
  readonly size: number | Promise<number>;
  /** Of an image, pixels; nothing else has it. `undefined` where the file is no image. */
  readonly width?: Promise<number | undefined>;
  readonly height?: Promise<number | undefined>;
  open(): Promise<File>;
  /** The whole content in memory. */
  read(): Promise<Buffer>;
  /** The whole content as UTF-8. */
  text(): Promise<string>;
  /** The content piece by piece, of 65,536 bytes each unless told otherwise. */
  chunks(chunkSize?: number): AsyncGenerator<Buffer>;
  stream(): Readable;
  /** Stores a file under a name that `uploadTo` makes of `name`, and saves the object. */
  save(name: string, content: File, options?: FieldFileOptions): Promise<void>;
  /** Removes the file from the storage and from the object, and saves that. */
  delete(options?: FieldFileOptions): Promise<void>;
}

/** What a file needs to know of its field and its object. */
export interface FileOwner {
  /** The field's name, for messages. */
  readonly field: string;
  readonly storage: Storage;
  /** Characters of a name, at most. */
  readonly maxLength: number | undefined;
  readonly isImage: boolean;
  generateFilename(filename: string): string;
  /** Makes a file that of the object's field; `content` is what was stored, if anything was. */
  take(file: ObjectFile, content: File | undefined): Promise<void>;
  saveObject(): Promise<void>;
}

/** {@link FieldFile} of an object. */
export class ObjectFile implements FieldFile {
  name: string | null;
  readonly #owner: FileOwner;
  /** What is not in the storage yet. */
  #content: File | undefined;

  constructor(owner: FileOwner, name: string | null, content?: File) {
    this.#owner = owner;
    this.name = name;
    this.#content = content;
  }

  /** What was assigned and is not stored yet. */
  get waiting(): File | undefined {
    return this.#content;
  }

  /** Whether there is a file. */
  get isSet(): boolean {
    return this.name !== null && this.name !== "";
  }

  /** What templates ask. */
  get [Symbol.for("mkweb.truth")](): boolean {
    return this.isSet;
  }

  get url(): string {
    return this.#owner.storage.url(this.#required());
  }

  get path(): string {
    return this.#owner.storage.path(this.#required());
  }

  get size(): number | Promise<number> {
    const name = this.#required();
    return this.#content ? this.#content.size : this.#owner.storage.size(name);
  }

  get width(): Promise<number | undefined> {
    return this.dimensions().then((found) => found?.width);
  }

  get height(): Promise<number | undefined> {
    return this.dimensions().then((found) => found?.height);
  }

  /** Of an image; `undefined` for anything else. */
  async dimensions(): Promise<ImageDimensions | undefined> {
    return this.#owner.isImage ? getImageDimensions(await this.open()) : undefined;
  }

  async open(): Promise<File> {
    const name = this.#required();
    return this.#content ?? this.#owner.storage.open(name);
  }

  async read(): Promise<Buffer> {
    return (await this.open()).read();
  }

  async text(): Promise<string> {
    return (await this.open()).text();
  }

  async *chunks(chunkSize?: number): AsyncGenerator<Buffer> {
    yield* (await this.open()).chunks(chunkSize);
  }

  stream(): Readable {
    return File.prototype.stream.call(this);
  }

  async save(name: string, content: File, { save = true }: FieldFileOptions = {}): Promise<void> {
    const { storage, maxLength } = this.#owner;
    const wanted = this.#owner.generateFilename(name);
    this.name = await storage.save(wanted, content, { maxLength });
    this.#content = undefined;
    await this.#owner.take(this, content);
    if (save) await this.#owner.saveObject();
  }

  async delete({ save = true }: FieldFileOptions = {}): Promise<void> {
    if (!this.isSet) return;
    // What waits is in no storage yet; another file may have its name there.
    if (!this.#content) await this.#owner.storage.delete(this.#required());
    this.name = null;
    this.#content = undefined;
    await this.#owner.take(this, undefined);
    if (save) await this.#owner.saveObject();
  }

  toString(): string {
    return this.name ?? "";
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return `<FieldFile: ${this.toString() || "None"}>`;
  }

  /** @throws {TypeError} There is no file. */
  #required(): string {
    if (this.name !== null && this.name !== "") return this.name;
    throw new TypeError(`The '${this.#owner.field}' attribute has no file associated with it.`);
  }
}

for (const name of ["save", "delete", "open"] as const) {
  // A template must not be able to call them.
  Object.assign(ObjectFile.prototype[name], { altersData: true });
}
