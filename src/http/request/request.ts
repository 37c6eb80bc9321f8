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
  /** Where the site is mounted, `/app`; FORCE_SCRIPT_NAME wins. Default: at the root. */
  readonly scriptName?: string | undefined;
}

/**
 * One request. Everything is worked out when it is first asked for, so a request costs what its view
 * uses. Middleware adds to it (`session`, `user`) by declaring further members of this interface.
 */
export class HttpRequest {
  method: string;
  /** The whole path, decoded: where the site is mounted, and {@link pathInfo}. */
  path: string;
  /** The path below the mount point: what URL patterns see. */
  pathInfo: string;
  readonly scriptName: string;
  /** The raw query string, without `?`. */
  readonly queryString: string;
  readonly settings: RequestSettings & ProjectSettings;
  readonly now: () => number;
  /** Set once the URL has been resolved. */
  resolverMatch: RequestMatch | undefined = undefined;
  /** Patterns to use for this request instead of ROOT_URLCONF; a middleware may set it. */
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
    // Only a test hands over less than the whole settings.
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
   * Tells this request from all others, in the log and by the client: what came by REQUEST_ID_HEADER where
   * TRUST_REQUEST_ID says so, otherwise made here.
   */
  get id(): string {
    return (this.#id ??= requestId((name) => this.#source.header(name), this.settings));
  }

  /** Reads the body, if there is one. The server awaits this before the first middleware. */
  loadBody(): Promise<void> {
    return new Promise((resolve) => this.withBody(resolve));
  }

  /** As {@link loadBody}, for a server that has no time for promises: without a body, `goOn` is called at once. */
  withBody(goOn: () => void): void {
    const stream = this.#source.body();
    if (stream === undefined) return goOn();
    const body = (this.#body = new RequestBody());
    this.onClose(() => body.close());
    body.load(stream, this.#source, this, this.settings, goOn);
  }

  /** Whether the rest of the body was left unread: the connection cannot be used for another request. */
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

  /** The fields of a form sent by POST; empty for anything else. */
  get POST(): QueryDict {
    return (this.#post ??= this.#bodyRead.form(this, this.settings));
  }

  /** A copy with other fields: `request.POST = request.POST.copy()`. */
  set POST(fields: QueryDict) {
    this.#post = fields;
  }

  /** The files of a form sent by POST. */
  get FILES(): MultiValueDict<UploadedFile> {
    return (this.#files ??= this.#bodyRead.files(this));
  }

  /** The cookies, by name, without a prototype. */
  get COOKIES(): Readonly<Record<string, string>> {
    return (this.#cookies ??= cookiesOf(this.#source.header("cookie")));
  }

  get META(): Meta {
    return (this.#meta ??= metaOf(this, this.#source));
  }

  /**
   * The body as it was sent.
   *
   * @throws {RequestDataTooBig} It is longer than DATA_UPLOAD_MAX_MEMORY_SIZE.
   * @throws {UnreadablePostError} The client went away.
   */
  get body(): Buffer {
    return this.#bodyRead.raw;
  }

  get #bodyRead(): RequestBody {
    return (this.#body ??= new RequestBody());
  }

  /** The media type of the body, in lower case, without parameters; empty when there is none. */
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

  /** The encoding of GET and POST: as set here or as the Content-Type says; `undefined` is UTF-8. */
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

  /** `"http"` or `"https"`; SECURE_PROXY_SSL_HEADER decides where that header is present. */
  get scheme(): "http" | "https" {
    return schemeOf(this.#source, this.settings);
  }

  isSecure(): boolean {
    return this.scheme === "https";
  }

  /**
   * The host the client asked for, with port if it named one.
   *
   * @throws {DisallowedHost} It is malformed, or ALLOWED_HOSTS does not have it.
   */
  getHost(): string {
    return allowedHost(hostOf(this, this.#source, this.#authority), this.settings);
  }

  /** The port the client used, as text; USE_X_FORWARDED_PORT lets a proxy say it. */
  getPort(): string {
    return portOf(this.#source, this.settings);
  }

  /** Path and query string, escaped. */
  getFullPath(forceAppendSlash = false): string {
    return this.#fullPath(this.path, forceAppendSlash);
  }

  /** As {@link getFullPath}, below the mount point. */
  getFullPathInfo(forceAppendSlash = false): string {
    return this.#fullPath(this.pathInfo, forceAppendSlash);
  }

  #fullPath(path: string, forceAppendSlash: boolean): string {
    const slash = forceAppendSlash && !path.endsWith("/") ? "/" : "";
    const query = this.queryString === "" ? "" : `?${iriToUri(this.queryString)}`;
    return escapeUriPath(path) + slash + query;
  }

  /**
   * The absolute URL of `location` as seen from this page; of the page itself without one.
   *
   * @throws {DisallowedHost}
   */
  buildAbsoluteUri(location?: string | URL): string {
    return absoluteUri(this, location === undefined ? `//${this.getFullPath()}` : String(location));
  }

  /** The types of the Accept header, most wanted first. */
  get acceptedTypes(): readonly MediaType[] {
    return (this.#accepted ??= parseAccept(this.#source.header("accept") ?? "*/*"));
  }

  /** Whether the client takes this media type. */
  accepts(mediaType: string): boolean {
    return this.acceptedType(mediaType) !== undefined;
  }

  /** The accepted type that says most about `mediaType`. */
  acceptedType(mediaType: string): MediaType | undefined {
    return acceptedType(this.acceptedTypes, mediaType);
  }

  /** Which of these types the client wants most; `undefined` when it takes none of them. */
  getPreferredType(mediaTypes: readonly string[]): string | undefined {
    return preferredType(this.acceptedTypes, mediaTypes);
  }

  /**
   * A cookie that `response.setSignedCookie` wrote.
   *
   * @throws {BadSignature} It was changed, or has another salt. {@link SignatureExpired} after `maxAge`.
   * @throws {RangeError} There is no such cookie. With `default`, nothing is thrown.
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
   * Aborted when nobody waits for the answer any more: the client went away, or VIEW_TIMEOUT is over. Give it
   * to what may take long: `fetch(url, { signal: request.signal })`.
   */
  get signal(): AbortSignal {
    return this.#living.signal;
  }

  /**
   * Aborted once the server that took this request is told to stop: SHUTDOWN_TIMEOUT seconds are left then. For
   * what has no end of its own, such as a stream of events, and for who asks whether this server is ready. It
   * lasts as long as the server, so a listener is to be removed again: `AbortSignal.any()` does it by itself.
   */
  get draining(): AbortSignal {
    return this.#living.draining;
  }

  /** The protocol the client wants to go on in, in lower case, where the connection can be handed over: `websocket`. */
  get upgrade(): string | undefined {
    return this.#source.upgrade;
  }

  /** Has something done once the response has been sent or given up; what it throws is logged. */
  onClose(closer: () => unknown): void {
    this.#living.onClose(closer);
  }

  /** Called by the server when it stops waiting for the view. */
  abort(reason: Error): void {
    this.#living.abort(reason);
  }

  /** Called by the server when the response is out. Most requests have nothing to wait for. */
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
