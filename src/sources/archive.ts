import { gunzipSync } from "node:zlib";
import { MkwebError } from "../errors.ts";
import { runForBytes } from "../command/index.ts";
import { hasErrorCode } from "../platform/index.ts";
import type { Tree } from "../scaffold/index.ts";
import { notFound, reasonOf, refused } from "./failures.ts";
import { Gathering, refuseGrowth } from "./gathering.ts";
import { LARGEST_ARCHIVE, LARGEST_TAR, LONGEST_FETCH_MS } from "./limits.ts";
import type { SourceContext } from "./source.ts";
import { readTar } from "./tar.ts";
import { readZip } from "./zip.ts";

/** An archive in memory. */
export interface Archive {
  readonly bytes: Buffer;
  /** The file's name, for messages. */
  readonly file: string;
  /** The source as the user typed it, safe to show. */
  readonly source: string;
}

/**
 * Reads an archive of the type that its first bytes show. Drops a single top folder.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_REFUSED`, `MKWEB_TEMPLATE_NOT_FOUND` for files that are not archives.
 */
export async function readArchive(archive: Archive, context: SourceContext): Promise<Tree> {
  return withoutTopFolder(await readWhole(archive, context));
}

/** Like {@link readArchive}, but keeps the top folder. */
export async function readWhole(archive: Archive, context: SourceContext): Promise<Tree> {
  const { bytes, source } = archive;
  if (bytes.length > LARGEST_ARCHIVE) {
    throw refused(source, `it is larger than ${LARGEST_ARCHIVE / 1e6} MB`);
  }
  const gathering = new Gathering(source, bytes.length);
  if (startsWith(bytes, "PK")) await readZip(bytes, gathering);
  else await readTar(await unpacked(archive, context), gathering);
  const tree = gathering.tree();
  if (tree.size === 0) throw refused(source, "it contains no files");
  return tree;
}

async function unpacked(archive: Archive, context: SourceContext): Promise<Uint8Array> {
  const { bytes, source, file } = archive;
  if (startsWith(bytes, "\u001f\u008b")) return gunzip(archive);
  if (startsWith(bytes, "BZh")) return bunzip(archive, context);
  if (bytes.subarray(257, 262).toString("latin1") === "ustar") return bytes;
  throw notFound(
    `couldn't extract file ${file} of ${source}: it is neither a tar, by itself or in gzip or bzip2, nor a zip archive.`,
    "Name a folder, an archive (.tar, .tgz, .tbz, .zip), a URL, npm:NAME or git+URL.",
  );
}

function gunzip({ bytes, source }: Archive): Uint8Array {
  const most = Math.min(LARGEST_TAR, Math.max(1, bytes.length) * 1100);
  try {
    const tar = gunzipSync(bytes, { maxOutputLength: most });
    refuseGrowth(source, bytes.length, tar.length);
    return tar;
  } catch (error) {
    if (error instanceof MkwebError) throw error;
    throw isTooLarge(error)
      ? tooLarge(source)
      : refused(source, `its gzip is damaged (${reasonOf(error)})`, error);
  }
}

/** Node has no bzip2, but users of such archives have the program. */
async function bunzip({ bytes, source }: Archive, context: SourceContext): Promise<Uint8Array> {
  const {
    ok,
    found,
    bytes: tar,
    isTooLarge: tooMuch,
    stderr,
  } = await runForBytes("bzip2", ["-dc"], {
    ...context,
    input: bytes,
    limit: LARGEST_TAR,
    timeoutMs: LONGEST_FETCH_MS,
  });
  if (!found) {
    throw notFound(
      `couldn't extract ${source}: bzip2 is not installed, and Node cannot read what it packs.`,
      "Install bzip2 (apt-get install bzip2, brew install bzip2), or pack the template as .tgz.",
    );
  }
  if (tooMuch) throw tooLarge(source);
  if (!ok) throw refused(source, `bzip2 cannot read it (${reasonOf(stderr)})`);
  refuseGrowth(source, bytes.length, tar.length);
  return tar;
}

function tooLarge(source: string): MkwebError {
  return refused(source, `unpacked, it is larger than ${LARGEST_TAR / 1e6} MB`);
}

function isTooLarge(error: unknown): boolean {
  return hasErrorCode(error, "ERR_BUFFER_TOO_LARGE");
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.subarray(0, text.length).equals(Buffer.from(text, "latin1"));
}

/** As in Django, an archive of one folder is an archive of its contents. */
function withoutTopFolder(tree: Tree): Tree {
  const [first = ""] = tree.keys();
  const top = first.slice(0, first.indexOf("/") + 1);
  if (top === "" || ![...tree.keys()].every((path) => path.startsWith(top))) return tree;
  return new Map([...tree].map(([path, file]) => [path.slice(top.length), file]));
}
