import { closeSync, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { ByteChunks } from "./byte-chunks.ts";
import type { Validators } from "../caching/conditional.ts";
import type { ChunkSource } from "./streaming-response.ts";

/** Source of a file: a path, an open file, bytes, or a stream of unknown length. */
export type FileSource = string | URL | FileHandle | Uint8Array | Readable;

/** The content that a file response sends. */
export interface FileContent {
  /** The path; empty without one. */
  readonly name: string;
  /** Size in bytes; `undefined` for a stream. */
  readonly size: number | undefined;
  /** Identify this state of the file to clients. */
  readonly validators: Validators;
  /** Reads the bytes from `start` up to, but not including, `end`. */
  read(start: number, end: number | undefined): ChunkSource;
  /** Closes an open file or stream that was passed in. */
  close(): unknown;
}

/** Files up to this size in bytes are read at once, at a tenth of the cost of a stream. */
const SMALL = 65_536;

/** Bytes read from a larger file at a time. */
const CHUNK = 131_072;

const nothing = (): void => {};

/**
 * Inspects a source. A path is not kept open: a small file is read at once, a larger one opened when it is sent. So a
 * response that is never sent holds no descriptor.
 *
 * @throws The system's error, or {@link TypeError} for a folder.
 */
export function openContent(source: FileSource): FileContent {
  if (source instanceof Uint8Array) {
    return bytesContent("", Buffer.from(source.buffer, source.byteOffset, source.length), {});
  }
  if (source instanceof Readable) {
    return {
      name: "",
      size: undefined,
      validators: {},
      read: () => source,
      close: () => source.destroy(),
    };
  }
  return typeof source === "object" && "fd" in source
    ? handleContent(source)
    : pathContent(source instanceof URL ? fileURLToPath(source) : source);
}

function bytesContent(name: string, bytes: Buffer, validators: Validators): FileContent {
  return {
    name,
    size: bytes.length,
    validators,
    read: (start, end) => [bytes.subarray(start, end)],
    close: nothing,
  };
}

function handleContent(handle: FileHandle): FileContent {
  const stat = fstatSync(handle.fd);
  return {
    name: "",
    size: stat.size,
    validators: validatorsOf(stat),
    read: (start, end) => new ByteChunks(() => chunksOf(handle, start, end ?? stat.size)),
    close: () => handle.close(),
  };
}

function pathContent(path: string): FileContent {
  const descriptor = openSync(path, "r");
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) throw new TypeError(`${path} is a folder, not a file.`);
    const validators = validatorsOf(stat);
    if (stat.isFile() && stat.size <= SMALL) {
      return bytesContent(path, readWhole(descriptor, stat.size), validators);
    }
    const read = (start: number, end = stat.size): ChunkSource =>
      new ByteChunks(() => readLater(path, stat, start, end));
    return { name: path, size: stat.size, validators, read, close: nothing };
  } finally {
    closeSync(descriptor);
  }
}

/** Reads as many bytes as exist: the file may have become shorter. */
function readWhole(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  for (let read = -1; length < size && read !== 0; length += read) {
    read = readSync(descriptor, bytes, length, size - length, length);
  }
  return bytes.subarray(0, length);
}

/** @throws {Error} If the file has changed since the headers were set. */
async function* readLater(
  path: string,
  stat: Stats,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const handle = await open(path, "r");
  try {
    const now = await handle.stat();
    if (now.size !== stat.size || now.mtimeMs !== stat.mtimeMs) {
      throw new Error(`${path} was changed while it was about to be sent.`);
    }
    // Not `yield*`, which awaits each piece twice.
    for (let at = start; at < end;) {
      const chunk = await nextChunk(handle, at, end);
      yield chunk;
      at += chunk.length;
    }
  } finally {
    await handle.close();
  }
}

/** @throws {Error} If the file ends before `end`. */
async function* chunksOf(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const chunk = await nextChunk(handle, at, end);
    yield chunk;
    at += chunk.length;
  }
}

async function nextChunk(handle: FileHandle, at: number, end: number): Promise<Buffer> {
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - at));
  const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
  if (bytesRead === 0) throw new Error("The file became shorter while it was sent.");
  return bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead);
}

/** Uses a weak ETag: a file changed twice within the clock's resolution has the same one. */
function validatorsOf({ size, mtimeMs }: Stats): Validators {
  const etag = `W/"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
  return { etag, lastModified: Math.floor(mtimeMs / 1000) };
}
