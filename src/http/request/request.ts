import type { MaybePromise } from "../../values/index.ts";
import { absoluteUri } from "./absolute-uri.ts";
import { cookiesOf } from "./cookies.ts";
import { parseHeaderParameters } from "./header-parameters.ts";
import { allowedHost } from "./host.ts";
import { limits } from "../body/limits.ts";
import { acceptedType, parseAccept, preferredType, type MediaType } from "./media-type.ts";
import { metaOf, type Meta } from "./meta.ts";
import type { MultiValueDict } from "./multi-value-dict.ts";
import { hostOf, portOf, schemeOf } from "./origin.ts";
import { escapeUriPath, iriToUri, isEncoding } from "../percent.ts";
import { QueryDict } from "./query-dict.ts";
import { RequestBody } from "../body/request-body.ts";
import { RequestHeaders } from "./request-headers.ts";
import { RequestLife } from "./request-life.ts";
import type { ProjectSettings, RequestSettings } from "../settings.ts";
import { requestId } from "./request-id.ts";
import { requestFinished } from "../signals.ts";
import { unsignCookie, type SignedCookieOptions } from "./signed-cookie.ts";
import type { RequestSource } from "./source.ts";
import { decodePath, decodeQuery, parseTarget } from "./target.ts";
import type { UploadedFile } from "../body/uploaded-file.ts";
import type { RequestMatch } from "../view.ts";

export interface RequestContext {
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Where the site is mounted, `/app`; FORCE_SCRIPT_NAME overrides it. Default: at the root. */
  readonly scriptName?: string | undefined;
}

/**
 * One request. Properties are computed on first use, so a request costs only what its view uses. Middleware adds
 * properties (`session`, `user`) by declaring further members of this interface.
 */
export class HttpRequest {
  method: string;
  /** The whole decoded path: the mount point and {@link pathInfo}. */
  path: string;
  /** The path below the mount point, which URL patterns match. */
  pathInfo: string;
  readonly scriptName: string;
  /** The raw query string, without `?`. */
  readonly queryString: string;
  readonly settings: RequestSettings & ProjectSettings;
  readonly now: () => number;
  /** Set once the URL has been resolved. */
  resolverMatch: RequestMatch | undefined = undefined;
  /** URL patterns for this request instead of ROOT_URLCONF; a middleware may set it. */
  urlconf: unknown = undefined;

  readonly #source: RequestSource;
  readonly #authority: string | undefined;
  #life: RequestLife | undefined;
  #isFinished = false;
  #id: string | undefined;
  #body: RequestBody | undefined;
  #headers: RequestHeaders | undefined;
  #get: QueryDict | undefined;
  #post: QueryDict | undefined;
  #files: MultiValueDict<UploadedFile> | undefined;
  #cookies: Record<string, string> | undefined;
  #meta: Meta | undefined;
  #content: ReturnType<typeof parseHeaderParameters> | undefined;
  #accepted: readonly MediaType[] | undefined;
  #encoding: string | undefined;

  constructor(source: RequestSource, settings: RequestSettings = {}, context: RequestContext = {}) {
    const target = parseTarget(source.target);
    this.#source = source;
    this.#authority = target.authority;
    // Only tests pass less than the whole settings.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    this.settings = settings as RequestSettings & ProjectSettings;
    this.now = context.now ?? Date.now;
    this.method = source.method.toUpperCase();
    this.queryString = target.query;
    this.scriptName = settings.FORCE_SCRIPT_NAME ?? context.scriptName ?? "";
    this.pathInfo = decodePath(target.rawPath) || "/";
    this.path =
      this.scriptName === "" && this.pathInfo.startsWith("/")
        ? this.pathInfo
        : `${this.scriptName.replace(/\/+$/, "")}/${this.pathInfo.replace("/", "")}`;
  }

  /**
   * Identifies this request in the log and to the client: the id sent in REQUEST_ID_HEADER if TRUST_REQUEST_ID is
   * set, otherwise a new one.
   */
  get id(): string {
    return (this.#id ??= requestId((name) => this.#source.header(name), this.settings));
  }

  /** Reads the body, if any. The server awaits this before the first middleware. */
  loadBody(): Promise<void> {
    return new Promise((resolve) => this.withBody(resolve));
  }

  /** Like {@link loadBody} without a promise: if there is no body, `goOn` is called at once. */
  withBody(goOn: () => void): void {
    const stream = this.#source.body();
    if (stream === undefined) return goOn();
    const body = (this.#body = new RequestBody());
    this.onClose(() => body.close());
    body.load(stream, this.#source, this, this.settings, goOn);
  }

  /** Whether part of the body was left unread, so that the connection cannot be reused. */
  get bodyAbandoned(): boolean {
    return this.#body?.abandoned === true;
  }

  get headers(): RequestHeaders {
    return (this.#headers ??= new RequestHeaders(this.#source));
  }

  /** The query string's fields. */
  get GET(): QueryDict {
    return (this.#get ??= new QueryDict(decodeQuery(this.queryString), {
      maxFields: limits.fields(this.settings),
      ...(this.encoding === undefined ? {} : { encoding: this.encoding }),
    }));
  }

  /** The fields of a form sent by POST; empty for any other body. */
  get POST(): QueryDict {
    return (this.#post ??= this.#bodyRead.form(this, this.settings));
  }

  /** Replaces the fields: `request.POST = request.POST.copy()`. */
  set POST(fields: QueryDict) {
    this.#post = fields;
  }

  /** The files of a form sent by POST. */
  get FILES(): MultiValueDict<UploadedFile> {
    return (this.#files ??= this.#bodyRead.files(this));
  }

  /** The cookies by name, without a prototype. */
  get COOKIES(): Readonly<Record<string, string>> {
    return (this.#cookies ??= cookiesOf(this.#source.header("cookie")));
  }

  get META(): Meta {
    return (this.#meta ??= metaOf(this, this.#source));
  }

  /**
   * The body as sent.
   *
   * @throws {RequestDataTooBig} If it is longer than DATA_UPLOAD_MAX_MEMORY_SIZE.
   * @throws {UnreadablePostError} If the client disconnected.
   */
  get body(): Buffer {
    return this.#bodyRead.raw;
  }

  get #bodyRead(): RequestBody {
    return (this.#body ??= new RequestBody());
  }

  /** The body's media type in lower case, without parameters; empty if there is none. */
  get contentType(): string {
    return this.#contentHeader()[0];
  }

  /** The parameters of the Content-Type. */
  get contentParams(): ReadonlyMap<string, string> {
    return this.#contentHeader()[1];
  }

  #contentHeader(): ReturnType<typeof parseHeaderParameters> {
    return (this.#content ??= parseHeaderParameters(this.#source.header("content-type") ?? ""));
  }

  /** The encoding of GET and POST: as set here or in the Content-Type; `undefined` means UTF-8. */
  get encoding(): string | undefined {
    if (this.#encoding !== undefined) return this.#encoding;
    const charset = this.#source.header("content-type") && this.contentParams.get("charset");
    return charset && isEncoding(charset) ? charset : undefined;
  }

  set encoding(encoding: string) {
    this.#encoding = encoding;
    this.#get = undefined;
    this.#post = undefined;
  }

  /** `"http"` or `"https"`; taken from the header of SECURE_PROXY_SSL_HEADER if present. */
  get scheme(): "http" | "https" {
    return schemeOf(this.#source, this.settings);
  }

  isSecure(): boolean {
    return this.scheme === "https";
  }

  /**
   * Returns the host that the client asked for, with the port if it named one.
   *
   * @throws {DisallowedHost} If the host is malformed or not in ALLOWED_HOSTS.
   */
  getHost(): string {
    return allowedHost(hostOf(this, this.#source, this.#authority), this.settings);
  }

  /** Returns the port that the client used, as text; with USE_X_FORWARDED_PORT a proxy may set it. */
  getPort(): string {
    return portOf(this.#source, this.settings);
  }

  /** Returns the path and query string, escaped. */
  getFullPath(forceAppendSlash = false): string {
    return this.#fullPath(this.path, forceAppendSlash);
  }

  /** Like {@link getFullPath}, but below the mount point. */
  getFullPathInfo(forceAppendSlash = false): string {
    return this.#fullPath(this.pathInfo, forceAppendSlash);
  }

  #fullPath(path: string, forceAppendSlash: boolean): string {
    const slash = forceAppendSlash && !path.endsWith("/") ? "/" : "";
    const query = this.queryString === "" ? "" : `?${iriToUri(this.queryString)}`;
    return escapeUriPath(path) + slash + query;
  }

  /**
   * Returns the absolute URL of `location` relative to this page, or of the page itself.
   *
   * @throws {DisallowedHost}
   */
  buildAbsoluteUri(location?: string | URL): string {
    return absoluteUri(this, location === undefined ? `//${this.getFullPath()}` : String(location));
  }

  /** The types of the Accept header, preferred ones first. */
  get acceptedTypes(): readonly MediaType[] {
    return (this.#accepted ??= parseAccept(this.#source.header("accept") ?? "*/*"));
  }

  /** Whether the client accepts this media type. */
  accepts(mediaType: string): boolean {
    return this.acceptedType(mediaType) !== undefined;
  }

  /** Returns the accepted type that matches `mediaType` most specifically. */
  acceptedType(mediaType: string): MediaType | undefined {
    return acceptedType(this.acceptedTypes, mediaType);
  }

  /** Returns the one of these types that the client prefers; `undefined` if it accepts none. */
  getPreferredType(mediaTypes: readonly string[]): string | undefined {
    return preferredType(this.acceptedTypes, mediaTypes);
  }

  /**
   * Returns the value of a cookie that `response.setSignedCookie` wrote.
   *
   * @throws {BadSignature} If it was changed or has another salt. {@link SignatureExpired} after `maxAge`.
   * @throws {RangeError} If there is no such cookie. With `default`, nothing is thrown.
   */
  getSignedCookie(name: string, options?: Omit<SignedCookieOptions, "default">): string;
  getSignedCookie<F>(
    name: string,
    options: SignedCookieOptions & { readonly default: F },
  ): string | F;
  getSignedCookie(name: string, options: SignedCookieOptions = {}): unknown {
    return unsignCookie(this.COOKIES, name, options, { settings: this.settings, now: this.now });
  }

  toString(): string {
    return `<HttpRequest: ${this.method} '${this.getFullPath()}'>`;
  }

  /**
   * Aborted when nobody waits for the answer any more: the client disconnected, or VIEW_TIMEOUT is over. Pass it to
   * slow operations: `fetch(url, { signal: request.signal })`.
   */
  get signal(): AbortSignal {
    return this.#living.signal;
  }

  /**
   * Aborted once the server that received this request is told to stop; SHUTDOWN_TIMEOUT seconds are left then. Use it
   * for responses without an end, such as event streams, and for readiness checks. It lasts as long as the server, so
   * remove listeners again, or use `AbortSignal.any()`, which does so itself.
   */
  get draining(): AbortSignal {
    return this.#living.draining;
  }

  /** The protocol that the client wants to switch to, in lower case, if the connection allows it: `websocket`. */
  get upgrade(): string | undefined {
    return this.#source.upgrade;
  }

  /** Calls `closer` once the response has been sent or aborted; its errors are logged. */
  onClose(closer: () => unknown): void {
    this.#living.onClose(closer);
  }

  /** Called by the server when it stops waiting for the view. */
  abort(reason: Error): void {
    this.#living.abort(reason);
  }

  /** Called by the server when the response is sent. Most requests have nothing to wait for. */
  close(): MaybePromise<void> {
    const closed = this.#life?.close();
    if (this.#isFinished || !requestFinished.hasListeners()) return closed;
    this.#isFinished = true;
    return this.#announceEnd(closed);
  }

  async #announceEnd(closed: MaybePromise<void>): Promise<void> {
    try {
      await closed;
    } finally {
      await requestFinished.send(undefined, { request: this });
    }
  }

  get #living(): RequestLife {
    return (this.#life ??= new RequestLife(this.#source));
  }
}
