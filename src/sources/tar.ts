import { MkwebError } from "../errors.ts";
import { reasonOf, refused } from "./failures.ts";
import type { EntryKind, Gathering } from "./gathering.ts";

/** Bytes passed to the parser at once: it stops at the first refused entry. */
const PIECE = 65_536;

/**
 * Reads a tar.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_REFUSED` for a damaged one, or forbidden contents.
 */
export async function readTar(bytes: Uint8Array, gathering: Gathering): Promise<void> {
  const { createTarDecoder } = await import("modern-tar");
  try {
    const entries = pieces(bytes).pipeThrough(createTarDecoder({ strict: true }));
    for await (const { header, body } of entries) {
      const kind = kinds[header.type ?? "file"] ?? "device";
      const path = gathering.admit({ name: header.name, kind, size: header.size });
      if (path === undefined) {
        await body.cancel();
      } else {
        const read = await collect(body, header.size);
        gathering.add(path, read, ((header.mode ?? 0) & 0o100) !== 0);
      }
    }
  } catch (error) {
    if (error instanceof MkwebError) throw error;
    throw refused(gathering.source, `it is a damaged tar archive (${reasonOf(error)})`, error);
  }
}

const kinds: Readonly<Partial<Record<string, EntryKind>>> = {
  file: "file",
  directory: "folder",
  link: "link",
  symlink: "link",
};

function pieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + PIECE));
      at += PIECE;
    },
  });
}

async function collect(body: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
  const read = new Uint8Array(size);
  let at = 0;
  for await (const piece of body) {
    read.set(piece, at);
    at += piece.length;
  }
  if (at !== size) throw new Error("an entry is cut off");
  return read;
}
