import type { MaybePromise } from "../../values/index.ts";
import type { HttpRequest } from "../request/request.ts";
import { PreparedHeader, ResponseHeaders, type HeaderInit } from "./response-headers.ts";
import {
  checkCookie,
  renderCookie,
  type CookieContext,
  type CookieOptions,
  type Morsel,
} from "../set-cookie.ts";
import { reasonOf } from "./status.ts";

export interface ResponseOptions {
  /** 100 to 599, as a number or digits. Default: the class's status. */
  readonly status?: number | string | undefined;
  /** Default `text/html` in the charset; excludes a Content-Type in `headers`. */
  readonly contentType?: string | undefined;
  readonly headers?: HeaderInit | undefined;
  /** The reason phrase. Default: the status code's usual one. */
  readonly reason?: string | undefined;
  /** Default: the content type's, or UTF-8. */
  readonly charset?: string | undefined;
}

const NO_OPTIONS: ResponseOptions = Object.freeze({});
const HTML = "text/html; charset=utf-8";
const JSON_TYPE = "application/json";
const PREPARED_HTML = new PreparedHeader("Content-Type", HTML);
const PREPARED_JSON = new PreparedHeader("Content-Type", JSON_TYPE);

/** The types of nearly all responses. */
function preparedType(
  contentType: string | undefined,
  charset: string | undefined,
): PreparedHeader | undefined {
  if (contentType === JSON_TYPE) return PREPARED_JSON;
  return contentType === undefined && charset === undefined ? PREPARED_HTML : undefined;
}

const htmlIn = (charset: string | undefined): string =>
  charset === undefined ? HTML : `text/html; charset=${charset}`;

/** Base of all responses; {@link HttpResponse} and `StreamingHttpResponse` add the body. */
export abstract class HttpResponseBase {
  readonly headers: ResponseHeaders;
  abstract readonly streaming: boolean;
  #status = 200;
  #reason: string | undefined;
  #charset: string | undefined;
  #cookies: Map<string, Morsel> | undefined;
  #closers: (() => unknown)[] | undefined;
  closed = false;
  /** @internal Whether the response has been logged with its own message, so that `mkweb.request` skips it. */
  declare hasBeenLogged?: boolean;

  /**
   * @throws {RangeError} If the status is not an integer from 100 to 599.
   * @throws {BadHeaderError}
   */
  constructor(options: ResponseOptions = NO_OPTIONS, status = 200) {
    const { contentType } = options;
    this.headers = new ResponseHeaders(options.headers);
    this.#charset = options.charset;
    this.#reason = options.reason;
    this.status = options.status ?? status;
    if (options.headers === undefined || !this.headers.has("Content-Type")) {
      const prepared = preparedType(contentType, options.charset);
      if (prepared) this.headers.setdefaultPrepared(prepared);
      else this.headers.set("Content-Type", contentType ?? htmlIn(options.charset));
    } else if (contentType) {
      throw new TypeError(
        "'headers' must not contain 'Content-Type' when 'contentType' is given as well.",
      );
    }
  }

  get status(): number {
    return this.#status;
  }

  set status(given: number | string) {
    const status = typeof given === "number" ? given : Number(given);
    if (!Number.isInteger(status) || status < 100 || status > 599) {
      throw new RangeError(`HTTP status code must be an integer from 100 to 599, not ${given}.`);
    }
    this.#status = status;
  }

  /** Django's name for {@link status}. */
  get statusCode(): number {
    return this.#status;
  }

  set statusCode(status: number | string) {
    this.status = status;
  }

  get reasonPhrase(): string {
    return this.#reason ?? reasonOf(this.#status);
  }

  set reasonPhrase(reason: string) {
    this.#reason = reason;
  }

  /** The body's encoding: as given, from the Content-Type, or UTF-8. */
  get charset(): string {
    if (this.#charset !== undefined) return this.#charset;
    const type = this.headers.get("Content-Type");
    if (type === HTML || type === JSON_TYPE) return "utf-8";
    return (type && /;\s*charset=([^\s;]+)/i.exec(type)?.[1]?.replaceAll('"', "")) || "utf-8";
  }

  set charset(charset: string) {
    this.#charset = charset;
  }

  hasHeader(name: string): boolean {
    return this.headers.has(name);
  }

  /** The cookies to set, by name. */
  get cookies(): ReadonlyMap<string, Morsel> {
    return (this.#cookies ??= new Map());
  }

  /**
   * Sets a cookie, replacing one with this name.
   *
   * @throws {BadHeaderError} If the name or an attribute is invalid in a header.
   * @throws {RangeError} If `samesite` is invalid.
   */
  setCookie(name: string, value: string | number = "", options: CookieOptions = {}): void {
    this.#addCookie(name, { value: String(value), options });
  }

  /**
   * Sets a cookie that `request.getSignedCookie` reads back. Changes are detected, but anyone can read it.
   *
   * @param options.salt Keeps cookies of different purposes apart. Default `""`.
   */
  setSignedCookie(
    name: string,
    value: string,
    { salt = "", ...options }: CookieOptions & { readonly salt?: string } = {},
  ): void {
    this.#addCookie(name, { value, options, salt });
  }

  /** Deletes a cookie in the browser; path and domain must equal those it was set with. */
  deleteCookie(
    name: string,
    options: Pick<CookieOptions, "path" | "domain" | "samesite"> = {},
  ): void {
    const secure = /^__(?:Secure|Host)-/.test(name) || options.samesite?.toLowerCase() === "none";
    this.setCookie(name, "", {
      ...options,
      secure,
      maxAge: 0,
      expires: "Thu, 01 Jan 1970 00:00:00 GMT",
    });
  }

  #addCookie(name: string, morsel: Morsel): void {
    checkCookie(name, morsel.options);
    (this.#cookies ??= new Map()).set(name, morsel);
  }

  /** Copies the cookies of a response that this one replaces. */
  takeCookies(other: HttpResponseBase): void {
    if (other.cookies.size > 0) this.#cookies = new Map([...this.cookies, ...other.cookies]);
  }

  /** Called by the server after all middleware, to adapt the response to the request. */
  prepareFor(_request: HttpRequest): void {}

  /** Returns the values of the Set-Cookie headers. */
  cookieHeaders(context: CookieContext = {}): string[] {
    if (this.#cookies === undefined) return [];
    return Array.from(this.#cookies, ([name, morsel]) => renderCookie(name, morsel, context));
  }

  /** Calls `closer` once the response has been sent or aborted. */
  onClose(closer: () => unknown): void {
    (this.#closers ??= []).push(closer);
  }

  /** Called by the server when the response has been sent or aborted. Most have nothing to wait for. */
  close(): MaybePromise<void> {
    this.closed = true;
    const closers = this.#closers;
    this.#closers = undefined;
    return closers && runAll(closers);
  }
}

async function runAll(closers: readonly (() => unknown)[]): Promise<void> {
  for (const closer of closers) {
    try {
      await closer();
    } catch {
      // The response is over, so nobody can be told.
    }
  }
}
