import {
  HttpResponseGone,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../http/index.ts";
import { reverse } from "../urls/index.ts";
import type { Params } from "./types.ts";
import { View } from "./view.ts";

/**
 * Redirects for every method; answers 410 without a target. Source: Django, `RedirectView`.
 *
 * @example
 * path("old/<int:pk>/", RedirectView.asView({ url: "/new/%(pk)s/", permanent: true }));
 */
export class RedirectView extends View {
  /** 301 instead of 302. Default `false`. */
  permanent = false;
  /** The target; `%(pk)s` inserts a value from the URL, `%%` a percent sign. */
  url: string | undefined = undefined;
  /** The name of a URL to redirect to, with the values of this one. */
  patternName: string | undefined = undefined;
  /** Keep the query. Default `false`. */
  queryString = false;

  /**
   * Returns the target, or `undefined`.
   *
   * @throws {TypeError} `url` uses a value that the URL does not capture. {@link NoReverseMatch}: from
   *   `patternName`.
   */
  getRedirectUrl(params: Params, ...args: string[]): MaybePromise<string | undefined> {
    const url = this.#target(params, args);
    const query = this.request.META["QUERY_STRING"];
    return url && query && this.queryString ? `${url}?${query}` : url;
  }

  #target(kwargs: Params, args: readonly string[]): string | undefined {
    if (this.url) return filled(this.url, kwargs);
    if (!this.patternName) return undefined;
    return reverse(this.patternName, args.length > 0 ? { args } : { kwargs });
  }

  async get(_request: HttpRequest, params: Params, ...args: string[]): Promise<HttpResponseBase> {
    const url = await this.getRedirectUrl(params, ...args);
    if (!url) return new HttpResponseGone();
    return this.permanent ? new HttpResponsePermanentRedirect(url) : new HttpResponseRedirect(url);
  }

  head(request: HttpRequest, params: Params, ...args: string[]): MaybePromise<HttpResponseBase> {
    return this.get(request, params, ...args);
  }

  post(request: HttpRequest, params: Params, ...args: string[]): MaybePromise<HttpResponseBase> {
    return this.get(request, params, ...args);
  }

  override options(
    request: HttpRequest,
    params: Params,
    ...args: string[]
  ): MaybePromise<HttpResponseBase> {
    return this.get(request, params, ...args);
  }

  delete(request: HttpRequest, params: Params, ...args: string[]): MaybePromise<HttpResponseBase> {
    return this.get(request, params, ...args);
  }

  put(request: HttpRequest, params: Params, ...args: string[]): MaybePromise<HttpResponseBase> {
    return this.get(request, params, ...args);
  }

  patch(request: HttpRequest, params: Params, ...args: string[]): MaybePromise<HttpResponseBase> {
    return this.get(request, params, ...args);
  }
}

/** Python's `url % params`, as far as addresses need it. */
function filled(url: string, params: Params): string {
  return url.replaceAll(/%(?:\((\w*)\)[sd]|(.?))/g, (found, name?: string, other?: string) => {
    if (other === "%") return "%";
    if (name !== undefined && Object.hasOwn(params, name)) return String(params[name]);
    throw new TypeError(
      `The url '${url}' of a RedirectView uses '${found}', which this address does not capture. Write %% for a percent sign.`,
    );
  });
}
