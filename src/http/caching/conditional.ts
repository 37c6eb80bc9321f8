import { createHash } from "node:crypto";
import type { MaybePromise } from "../../values/index.ts";
import { httpDate, parseHttpDateSafe } from "./dates.ts";
import { HttpResponse } from "../response/http-response.ts";
import type { HttpRequest } from "../request/request.ts";
import { HttpResponseNotModified } from "../response/response-kinds.ts";
import type { HttpResponseBase } from "../response/response.ts";
import { replaceView, type ViewWith } from "../wrap-view.ts";

/** Identifies a state of a resource. */
export interface Validators {
  /** Including its quotes. */
  readonly etag?: string | undefined;
  /** Seconds since 1970. */
  readonly lastModified?: number | undefined;
}

const ETAG = /^((?:W\/)?"[^"]*")$/;

/**
 * Returns the ETags of an If-Match or If-None-Match header, skipping invalid ones. `["*"]` matches any.
 *
 * @example
 * console.log(parseEtags('"a", W/"b"')); // ['"a"', 'W/"b"']
 */
export function parseEtags(header: string): readonly string[] {
  if (header.trim() === "*") return ["*"];
  return header.split(",").flatMap((each) => ETAG.exec(each.trim())?.[1] ?? []);
}

/**
 * Adds quotes to an ETag that has none.
 *
 * @example
 * console.log(quoteEtag("v1")); // "v1", with the quotes
 */
export function quoteEtag(etag: string): string {
  return ETAG.test(etag) ? etag : `"${etag}"`;
}

/**
 * Sets the ETag of a response with a body to the body's MD5.
 *
 * @example
 * const response = new HttpResponse("Hello");
 * setResponseEtag(response);
 */
export function setResponseEtag(response: HttpResponseBase): void {
  if (!(response instanceof HttpResponse) || response.content.length === 0) return;
  const digest = createHash("md5").update(response.content).digest("hex");
  response.headers.set("ETag", `"${digest}"`);
}

/**
 * Returns the response to a conditional request by RFC 9110 section 13.2.2: 304 if the client already has this state,
 * 412 if it expected another one.
 *
 * @param response What would be sent otherwise. Only a response with a 2xx status is replaced.
 * @returns `response` if no condition applies.
 *
 * @example
 * const response = new HttpResponse("Hello");
 * return getConditionalResponse(request, { etag: '"v1"' }, response);
 */
export function getConditionalResponse<R extends HttpResponseBase | undefined>(
  request: HttpRequest,
  validators: Validators,
  response: R,
): HttpResponseBase | R {
  if (response && (response.status < 200 || response.status >= 300)) return response;
  const { etag, lastModified } = validators;
  const isRead = request.method === "GET" || request.method === "HEAD";
  const match = etagsOf(request, "if-match");
  const unmodifiedSince = dateOf(request, "if-unmodified-since");
  if (match.length > 0) {
    if (!matchesStrongly(etag, match)) return preconditionFailed();
  } else if (unmodifiedSince !== undefined && !((lastModified ?? Infinity) <= unmodifiedSince)) {
    return preconditionFailed();
  }
  const noneMatch = etagsOf(request, "if-none-match");
  const modifiedSince = dateOf(request, "if-modified-since");
  if (noneMatch.length > 0) {
    if (!matchesWeakly(etag, noneMatch)) return response;
    return isRead ? notModified(response) : preconditionFailed();
  }
  const isUnchanged =
    modifiedSince !== undefined && lastModified !== undefined && lastModified <= modifiedSince;
  return isUnchanged && isRead ? notModified(response) : response;
}

/** Computes an ETag from the view's arguments; `undefined` or `null` if there is none. */
export type EtagFunction<Args extends readonly unknown[]> = (
  request: HttpRequest,
  ...args: Args
) => MaybePromise<string | null | undefined>;

/** Computes when a resource last changed; `undefined` or `null` if that is unknown. */
export type LastModifiedFunction<Args extends readonly unknown[]> = (
  request: HttpRequest,
  ...args: Args
) => MaybePromise<Date | null | undefined>;

/**
 * Answers conditional requests before the view runs, and adds ETag and Last-Modified to its responses.
 *
 * @param etagFunction Quotes are added if missing; `W/"..."` is a weak ETag.
 *
 * @example
 * async function changed(_request: HttpRequest, { id }: { id: number }) {
 *   return (await Question.objects.get({ id })).pubDate;
 * }
 * const detail = condition<[{ id: number }]>(undefined, changed)((request, { id }) =>
 *   render(request, "polls/detail.html", { id }),
 * );
 */
export function condition<Args extends readonly unknown[]>(
  etagFunction?: EtagFunction<Args>,
  lastModifiedFunction?: LastModifiedFunction<Args>,
) {
  return (view: ViewWith<Args>): ViewWith<Args> =>
    replaceView(view, async (request, ...args) => {
      const changed = await lastModifiedFunction?.(request, ...args);
      const tag = await etagFunction?.(request, ...args);
      const validators: Validators = {
        etag: tag === undefined || tag === null ? undefined : quoteEtag(tag),
        lastModified: changed ? Math.floor(changed.getTime() / 1000) : undefined,
      };
      const early = getConditionalResponse(request, validators, undefined);
      const response = early ?? (await view(request, ...args));
      if (request.method === "GET" || request.method === "HEAD")
        setValidators(response, validators);
      return response;
    });
}

/**
 * {@link condition} with an ETag only.
 *
 * @example
 * const list = etag(async () => String(await Question.objects.count()))((request) =>
 *   render(request, "polls/index.html"),
 * );
 */
export function etag<Args extends readonly unknown[]>(etagFunction: EtagFunction<Args>) {
  return condition(etagFunction);
}

/**
 * {@link condition} with a date only.
 *
 * @example
 * const list = lastModified(async () => (await Question.objects.latest("pubDate")).pubDate)((request) =>
 *   render(request, "polls/index.html"),
 * );
 */
export function lastModified<Args extends readonly unknown[]>(
  lastModifiedFunction: LastModifiedFunction<Args>,
) {
  return condition(undefined, lastModifiedFunction);
}

function setValidators(response: HttpResponseBase, { etag, lastModified }: Validators): void {
  if (lastModified) response.headers.setdefault("Last-Modified", httpDate(lastModified));
  if (etag) response.headers.setdefault("ETag", etag);
}

function etagsOf(request: HttpRequest, name: string): readonly string[] {
  return parseEtags(request.headers.get(name, ""));
}

function dateOf(request: HttpRequest, name: string): number | undefined {
  const header = request.headers.get(name);
  return header === undefined ? undefined : parseHttpDateSafe(header, request.now);
}

function matchesStrongly(etag: string | undefined, wanted: readonly string[]): boolean {
  if (!etag) return false;
  return wanted[0] === "*" || (!etag.startsWith("W/") && wanted.includes(etag));
}

function matchesWeakly(etag: string | undefined, wanted: readonly string[]): boolean {
  if (!etag) return false;
  const strong = (each: string): string => each.replace(/^W\//, "");
  return wanted[0] === "*" || wanted.some((each) => strong(each) === strong(etag));
}

function preconditionFailed(): HttpResponse {
  return new HttpResponse("", { status: 412 });
}

const KEPT = [
  "Cache-Control",
  "Content-Location",
  "Date",
  "ETag",
  "Expires",
  "Last-Modified",
  "Vary",
];

function notModified(response: HttpResponseBase | undefined): HttpResponse {
  const bare = new HttpResponseNotModified();
  for (const name of KEPT) {
    const value = response?.headers.get(name);
    if (value !== undefined) bare.headers.set(name, value);
  }
  if (response) {
    bare.takeCookies(response);
    bare.onClose(() => response.close());
  }
  return bare;
}
