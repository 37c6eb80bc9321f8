import { DisallowedRedirect } from "../exceptions.ts";
import { HttpResponse, type Content } from "./http-response.ts";
import { iriToUri } from "../percent.ts";
import type { ResponseOptions } from "./response.ts";
import { splitUrl } from "../split-url.ts";

type KindOptions = Omit<ResponseOptions, "status">;

export interface RedirectOptions extends KindOptions {
  /** Whether the browser must keep method and body: 307 and 308 instead of 302 and 301. */
  readonly preserveRequest?: boolean;
}

const MAX_URL_REDIRECT_LENGTH = 16_384;
const ALLOWED_SCHEMES = new Set(["", "http", "https", "ftp"]);

class HttpResponseRedirectBase extends HttpResponse {
  /** @throws {DisallowedRedirect} For schemes other than http, https and ftp, and URLs above 16,384 characters. */
  constructor(redirectTo: string | URL, options: RedirectOptions, status: number) {
    super("", options, status);
    const target = String(redirectTo);
    if (target.length > MAX_URL_REDIRECT_LENGTH) {
      throw new DisallowedRedirect(
        `Unsafe redirect exceeding ${MAX_URL_REDIRECT_LENGTH} characters`,
      );
    }
    const { scheme } = splitUrl(target);
    if (!ALLOWED_SCHEMES.has(scheme)) {
      throw new DisallowedRedirect(`Unsafe redirect to URL with protocol '${scheme}'`);
    }
    this.headers.set("Location", iriToUri(target));
  }

  /** The target URL. */
  get url(): string {
    return this.headers.get("Location", "");
  }
}

/** 302, a temporary redirect (307 with `preserveRequest`). */
export class HttpResponseRedirect extends HttpResponseRedirectBase {
  constructor(redirectTo: string | URL, options: RedirectOptions = {}) {
    super(redirectTo, options, options.preserveRequest ? 307 : 302);
  }
}

/** 301, a permanent redirect (308 with `preserveRequest`). */
export class HttpResponsePermanentRedirect extends HttpResponseRedirectBase {
  constructor(redirectTo: string | URL, options: RedirectOptions = {}) {
    super(redirectTo, options, options.preserveRequest ? 308 : 301);
  }
}

/** 304, without body and Content-Type. */
export class HttpResponseNotModified extends HttpResponse {
  constructor(options: KindOptions = {}) {
    super("", options, 304);
    this.headers.delete("Content-Type");
  }

  protected override setContent(content: Content): void {
    if (content !== "") {
      throw new TypeError("You cannot set content to a 304 (Not Modified) response");
    }
  }
}

export class HttpResponseBadRequest extends HttpResponse {
  constructor(content: Content = "", options: KindOptions = {}) {
    super(content, options, 400);
  }
}

export class HttpResponseForbidden extends HttpResponse {
  constructor(content: Content = "", options: KindOptions = {}) {
    super(content, options, 403);
  }
}

export class HttpResponseNotFound extends HttpResponse {
  constructor(content: Content = "", options: KindOptions = {}) {
    super(content, options, 404);
  }
}

/** 405, listing the allowed methods. */
export class HttpResponseNotAllowed extends HttpResponse {
  constructor(
    permittedMethods: readonly string[],
    content: Content = "",
    options: KindOptions = {},
  ) {
    super(content, options, 405);
    this.headers.set("Allow", permittedMethods.join(", "));
  }
}

export class HttpResponseGone extends HttpResponse {
  constructor(content: Content = "", options: KindOptions = {}) {
    super(content, options, 410);
  }
}

export class HttpResponseServerError extends HttpResponse {
  constructor(content: Content = "", options: KindOptions = {}) {
    super(content, options, 500);
  }
}
