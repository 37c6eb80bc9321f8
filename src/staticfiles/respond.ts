import type { Stats } from "node:fs";
import {
  FileResponse,
  getConditionalResponse,
  guessContentType,
  httpDate,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import { hasErrorCode } from "../platform/index.ts";
import { acceptedCodings, extensions, type Coding } from "./codings.ts";
import { fileStat } from "./file-stat.ts";
import type { HotFiles } from "./hot-files.ts";

/** How the files of a handler are sent. */
export interface FilePolicy {
  /** Headers besides those that all files have. */
  headers(path: string, contentType: string): Readonly<Record<string, string>>;
  /** Codings of compressed files next to the originals. Default: none. */
  readonly codings?: readonly Coding[];
  /** Whether the content can never change under this name. Default: it may. */
  readonly isImmutable?: (path: string) => boolean;
  readonly hotFiles?: HotFiles | undefined;
}

/** A file in the form in which it is sent. */
interface Form {
  readonly file: string;
  readonly stat: Stats;
  readonly coding?: Coding;
}

/**
 * Responds with a file, as the request's headers ask: compressed, a part of it, or 304 if the client already
 * has it.
 *
 * @param path Path below the files' address; determines the content type.
 * @returns `undefined` if the file no longer exists.
 */
export function respondWithFile(
  request: HttpRequest,
  path: string,
  file: string,
  policy: FilePolicy,
): MaybePromise<HttpResponseBase> | undefined {
  const stat = fileStat(file);
  if (!stat) return undefined;
  const identity: Form = { file, stat };
  const immutable = policy.isImmutable?.(path) ?? false;
  const compressed = compressedForms(identity, policy.codings ?? [], immutable);
  const form = chosenForm(request, identity, compressed);
  const type = guessContentType(path);
  const headers: Record<string, string> = {
    "Content-Type": TEXTUAL.test(type) ? `${type}; charset=utf-8` : type,
    "X-Content-Type-Options": "nosniff",
    ...policy.headers(path, type),
    ETag: etagOf(path, stat, form.coding, immutable),
    "Last-Modified": httpDate(Math.floor(stat.mtimeMs / 1000)),
  };
  if (compressed.length > 0) headers["Vary"] = "Accept-Encoding";
  if (form.coding !== undefined) headers["Content-Encoding"] = form.coding;
  const validators = { etag: headers["ETag"], lastModified: Math.floor(stat.mtimeMs / 1000) };
  const early = getConditionalResponse(request, validators, undefined);
  if (!early) return withContent(form, headers, policy.hotFiles);
  if (early.status === 304) {
    for (const name of ["Cache-Control", "ETag", "Last-Modified", "Vary"]) {
      if (headers[name] !== undefined) early.headers.set(name, headers[name]);
    }
  }
  return early;
}

/** Types with text content, which are sent as UTF-8. */
const TEXTUAL = /^(?:text\/|application\/(?:javascript|json|manifest\+json|xml)$|image\/svg\+xml$)/;

/**
 * The compressed copies of a file. An older copy belongs to another version of the file, unless its content
 * never changes.
 */
function compressedForms(
  { file, stat }: Form,
  codings: readonly Coding[],
  immutable: boolean,
): readonly Form[] {
  const forms: Form[] = [];
  for (const coding of codings) {
    const beside = file + extensions[coding];
    const found = fileStat(beside);
    if (!found) continue;
    // Whole seconds: copying to another machine may lose the rest.
    const isCurrent = Math.floor(found.mtimeMs / 1000) >= Math.floor(stat.mtimeMs / 1000);
    if (immutable || isCurrent) forms.push({ file: beside, stat: found, coding });
  }
  return forms;
}

/** Ranges apply to the plain file: those of a compressed one are useless without the rest. */
function chosenForm(request: HttpRequest, identity: Form, compressed: readonly Form[]): Form {
  if (compressed.length === 0 || request.headers.get("range") !== undefined) return identity;
  const ours = compressed.flatMap(({ coding }) => coding ?? []);
  const [wanted] = acceptedCodings(request, ours);
  return compressed.find(({ coding }) => coding === wanted) ?? identity;
}

/**
 * Differs by coding. Weak, because a file changed twice within the clock's resolution keeps it; if the name
 * contains a hash of the content, the hash is used.
 */
function etagOf(
  path: string,
  { size, mtimeMs }: Stats,
  coding: Coding | undefined,
  immutable: boolean,
): string {
  const suffix = coding === undefined ? "" : `-${coding}`;
  const hash = immutable ? /\.([\da-f]{12})(?:\.[^./]*)?$/.exec(path)?.[1] : undefined;
  if (hash !== undefined) return `"${hash}${suffix}"`;
  return `W/"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}${suffix}"`;
}

function withContent(
  form: Form,
  headers: Readonly<Record<string, string>>,
  hotFiles: HotFiles | undefined,
): MaybePromise<HttpResponseBase> | undefined {
  const content = hotFiles?.read(form.file, form.stat) ?? form.file;
  if (content instanceof Promise) {
    return content.then((bytes) => new FileResponse(bytes ?? form.file, { headers, filename: "" }));
  }
  try {
    return new FileResponse(content, { headers, filename: "" });
  } catch (error) {
    // Removed a moment ago.
    if (hasErrorCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
