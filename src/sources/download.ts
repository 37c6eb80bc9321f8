import type { Fetched, SourceContext } from "./source.ts";
import { readArchive } from "./archive.ts";
import { MkwebError } from "../errors.ts";
import { notFound, reasonOf } from "./failures.ts";
import { LARGEST_ARCHIVE, LONGEST_FETCH_MS, MOST_REDIRECTS } from "./limits.ts";
import { shownSpec } from "./spec.ts";

/**
 * Downloads an archive into memory and reads it.
 *
 * @throws {MkwebError} `MKWEB_TEMPLATE_NOT_FOUND` in Django's words with the reason,
 *   `MKWEB_TEMPLATE_REFUSED`.
 */
export async function fromUrl(url: URL, source: string, context: SourceContext): Promise<Fetched> {
  const named = nameIn(url.pathname) ?? "template";
  const overall = AbortSignal.any([context.signal, AbortSignal.timeout(LONGEST_FETCH_MS)]);
  let answer: Response;
  let bytes: Buffer;
  try {
    answer = await ask(url, overall, context.version);
    bytes = await readBody(answer);
  } catch (error) {
    if (context.signal.aborted) {
      throw new MkwebError("MKWEB_INTERRUPTED", "Stopped while downloading. Nothing was written.");
    }
    throw notFound(
      `couldn't download URL ${source} to ${named}: ${reasonWhy(error)}.`,
      "Make sure that the address is right and can be reached from here.",
      error,
    );
  }
  const file = nameOf(answer, named);
  const files = await readArchive({ bytes, source, file }, context);
  return { files, resolved: shownSpec(answer.url) };
}

/** Follows redirects itself, to limit their number and to allow only web addresses. */
async function ask(url: URL, signal: AbortSignal, version: string): Promise<Response> {
  const headers = { "User-Agent": `mkweb/${version}`, Accept: "*/*" };
  let at = url;
  for (let sent = 0; sent <= MOST_REDIRECTS; sent += 1) {
    const { username, password } = at;
    const bare = new URL(at);
    [bare.username, bare.password] = ["", ""];
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const authorization =
      username === "" ? {} : { Authorization: `Basic ${Buffer.from(login).toString("base64")}` };
    const answer = await fetch(bare, {
      redirect: "manual",
      signal,
      headers: { ...headers, ...authorization },
    });
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status > 399 || location === null) {
      if (!answer.ok) {
        await answer.body?.cancel();
        throw new Error(`HTTP Error ${answer.status}: ${answer.statusText}`);
      }
      return answer;
    }
    await answer.body?.cancel();
    at = nextOf(location, at);
  }
  throw new Error(`it redirects more than ${MOST_REDIRECTS} times`);
}

function nextOf(location: string, from: URL): URL {
  const to = new URL(location, from);
  if (to.protocol !== "https:" && to.protocol !== from.protocol) {
    throw new Error(`it redirects from ${from.protocol}// to ${to.protocol}//`);
  }
  return to;
}

async function readBody(answer: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > LARGEST_ARCHIVE) throw new Error(`it is larger than ${LARGEST_ARCHIVE / 1e6} MB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** From Content-Disposition, or else from the address with an extension by Content-Type, as Django does. */
function nameOf(answer: Response, named: string): string {
  const disposition = answer.headers.get("content-disposition") ?? "";
  const [, quoted, bare] = /filename=(?:"([^"]*)"|([^;\s]*))/i.exec(disposition) ?? [];
  const given = nameIn(quoted ?? bare ?? "");
  if (given !== undefined) return given;
  if (/\.\w+$/.test(named)) return named;
  const type = (answer.headers.get("content-type") ?? "").split(";", 1)[0]?.trim() ?? "";
  return named + (endings[type] ?? "");
}

const endings: Readonly<Partial<Record<string, string>>> = {
  "application/zip": ".zip",
  "application/gzip": ".tgz",
  "application/x-gzip": ".tgz",
  "application/x-tar": ".tar",
  "application/x-bzip2": ".tbz",
};

/** The last part of a path, if it can be shown. */
function nameIn(path: string): string | undefined {
  const name =
    path
      .replace(/[/\\]+$/, "")
      .split(/[/\\]/)
      .at(-1) ?? "";
  return /^[\w.+%-]{1,100}$/.test(name) ? name : undefined;
}

/** fetch reports the reason in the cause of its error. */
function reasonWhy(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `it took longer than ${LONGEST_FETCH_MS / 1000} s`;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  return reasonOf(cause instanceof Error && cause.message !== "" ? cause : error);
}
