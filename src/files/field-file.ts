import { inspect } from "node:util";
import type { Readable } from "node:stream";
import { File } from "../http/index.ts";
import { getImageDimensions, type ImageDimensions } from "./image.ts";
import type { Storage } from "./storage.ts";

/** Whether to save the object as well. Default `true`. */
export interface FieldFileOptions {
  readonly save?: boolean;
}

/**
 * The value of a file field: Django's `FieldFile`. It exists even without a file; then `name` is empty or null, and
 * everything that needs a file throws. Assign a {@link File} to replace it.
 */
export interface FieldFile {
  /** Name in the storage. Setting it refers to another stored file. */
  name: string | null;
  /** URL for browsers. */
  readonly url: string;
  /** Path on this machine. */
  readonly path: string;
  /** Size in bytes; a promise once the file is stored. */
  readonly size: number | Promise<number>;
  /** In pixels, for image fields only. `undefined` if the file is not an image. */
  readonly width?: Promise<number | undefined>;
  readonly height?: Promise<number | undefined>;
  open(): Promise<File>;
  /** Reads the whole content into memory. */
  read(): Promise<Buffer>;
  /** Reads the whole content as UTF-8. */
  text(): Promise<string>;
  /** Yields the content in pieces, by default of 65,536 bytes. */
  chunks(chunkSize?: number): AsyncGenerator<Buffer>;
  stream(): Readable;
  /** Stores a file under the name that `uploadTo` makes from `name`, and saves the object. */
  save(name: string, content: File, options?: FieldFileOptions): Promise<void>;
  /** Deletes the file from the storage, clears the field and saves the object. */
  delete(options?: FieldFileOptions): Promise<void>;
}

/** What a file must know of its field and object. */
export interface FileOwner {
  /** Name of the field, for messages. */
  readonly field: string;
  readonly storage: Storage;
  /** Maximum length of a name in characters. */
  readonly maxLength: number | undefined;
  readonly isImage: boolean;
  generateFilename(filename: string): string;
  /** Sets the object's field to a file; `content` is what was stored, if anything. */
  take(file: ObjectFile, content: File | undefined): Promise<void>;
  saveObject(): Promise<void>;
}

/** A {@link FieldFile} that belongs to an object. */
export class ObjectFile implements FieldFile {
  name: string | null;
  readonly #owner: FileOwner;
  /** Content that is not stored yet. */
  #content: File | undefined;

  constructor(owner: FileOwner, name: string | null, content?: File) {
    this.#owner = owner;
    this.name = name;
    this.#content = content;
  }

  /** The assigned file that is not stored yet. */
  get waiting(): File | undefined {
    return this.#content;
  }

  /** Whether there is a file. */
  get isSet(): boolean {
    return this.name !== null && this.name !== "";
  }

  /** Used by templates to test the value. */
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

  /** Returns an image's size; `undefined` for other files. */
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
    // A waiting file is not stored yet, so its name may belong to another file.
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

  /** @throws {TypeError} If there is no file. */
  #required(): string {
    if (this.name !== null && this.name !== "") return this.name;
    throw new TypeError(`The '${this.#owner.field}' attribute has no file associated with it.`);
  }
}

for (const name of ["save", "delete", "open"] as const) {
  // Prevents templates from calling them.
  Object.assign(ObjectFile.prototype[name], { altersData: true });
}
