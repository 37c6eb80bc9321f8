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
 * Leads elsewhere, whatever the method; 410 where there is nowhere to go. Source: Django, `RedirectView`.
 *
 * @example
 * path("old/<int:pk>/", RedirectView.asView({ url: "/new/%(pk)s/", permanent: true }));
 */
export class RedirectView extends View {
  /** 301 instead of 302. Default `false`. */
  permanent = false;
  /** Where to go; `%(pk)s` stands for what the URL captured, `%%` for a percent sign. */
  url: string | undefined = undefined;
  /** The name of a URL to go to, with what this one captured. */
  patternName: string | undefined = undefined;
  /** Keep the query. Default `false`. */
  queryString = false;

  /**
   * Where to go; `undefined` for nowhere.
   *
   * @throws {TypeError} `url` names what was not captured. {@link NoReverseMatch}: of `patternName`.
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
      `The url '${url}' of a RedirectView has '${found}', which this address does not capture. Write %% for a percent sign.`,
    );
  });
}
