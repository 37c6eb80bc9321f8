import { createReadStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { File } from "./file.ts";

/** What is known of an uploaded file besides its content. */
export interface FileDescription {
  readonly name: string;
  /** As sent by the client, unchecked. */
  readonly contentType: string;
  readonly size: number;
}

/**
 * An uploaded file, in memory or, for a large form, on disk. It is removed once the response has been sent, so a view
 * that keeps it copies it.
 */
export class UploadedFile extends File implements FileDescription {
  /** Without folders, but otherwise as sent by the client. At most 255 characters. */
  readonly name: string;
  readonly contentType: string;
  /** Size in bytes. */
  readonly size: number;
  /** Path of a file on disk. */
  readonly temporaryFilePath: string | undefined;
  readonly #bytes: Buffer | undefined;

  /** @param content The bytes, or the path of the file that holds them. */
  constructor({ name, contentType, size }: FileDescription, content: Buffer | string) {
    super();
    this.name = name;
    this.contentType = contentType;
    this.size = size;
    this.temporaryFilePath = typeof content === "string" ? content : undefined;
    this.#bytes = typeof content === "string" ? undefined : content;
  }

  override async *chunks(chunkSize = 65_536): AsyncGenerator<Buffer> {
    if (this.#bytes === undefined) {
      yield* createReadStream(this.temporaryFilePath ?? "", { highWaterMark: chunkSize });
      return;
    }
    for (let at = 0; at < this.#bytes.length; at += chunkSize) {
      yield this.#bytes.subarray(at, at + chunkSize);
    }
  }

  override async read(): Promise<Buffer> {
    return this.#bytes ?? (await readFile(this.temporaryFilePath ?? ""));
  }

  /** Removes it from disk; the server does so after the response. */
  override async close(): Promise<void> {
    if (this.temporaryFilePath !== undefined) await rm(this.temporaryFilePath, { force: true });
  }
}

/** Removes everything from a sent file name that could name a folder; `undefined` if nothing is left. */
export function sanitizeFileName(sent: string): string | undefined {
  const unescaped = sent.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos|sol|bsol));/gi,
    entity,
  );
  const last = unescaped.split(/[/\\]/).at(-1) ?? "";
  const name = last.replace(/[\p{C}\p{Z}]/gu, (character) => (character === " " ? " " : ""));
  if (name === "" || name === "." || name === "..") return undefined;
  return shortened(name);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  sol: "/",
  bsol: "\\",
};

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** Shortens a name to 255 characters, keeping its extension. */
function shortened(name: string): string {
  if (name.length <= 255) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot <= 0 ? "" : name.slice(dot, dot + 255);
  return name.slice(0, 255 - extension.length) + extension;
}
