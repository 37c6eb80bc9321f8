/** Where a visitor goes who asks for it with `?next=`. Source: Django, `RedirectURLMixin`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { urlHasAllowedHostAndScheme, type MaybePromise } from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import type { Mixin, View, ViewClass } from "../../views/index.ts";
import { REDIRECT_FIELD_NAME } from "../login-required.ts";

export interface RedirectURLMembers {
  /** Where to go when the visitor asks for nothing: a path, or the name of a URL. */
  nextPage: string | undefined;
  /** The field that holds where the visitor wants to go. Default `"next"`. */
  redirectFieldName: string;
  /** Other hosts that the field may lead to. Default: none. */
  successUrlAllowedHosts: readonly string[];
  /** Where the visitor asks to go, or {@link RedirectURLMembers.getDefaultRedirectUrl}. */
  getSuccessUrl(): MaybePromise<string>;
  /** What the visitor asks for, if it is safe to go there; otherwise an empty text. */
  getRedirectUrl(): string;
  getSuccessUrlAllowedHosts(): readonly string[];
  /** @throws {ImproperlyConfigured} The view has no `nextPage`. */
  getDefaultRedirectUrl(): string;
}

/** Lets the visitor say where to go afterwards, on this site. */
export function RedirectURLMixin<B extends ViewClass>(Base: B): B & Mixin<RedirectURLMembers> {
  class WithRedirect extends (Base as unknown as Mixin<View>) implements RedirectURLMembers {
    nextPage: string | undefined = undefined;
    redirectFieldName = REDIRECT_FIELD_NAME;
    successUrlAllowedHosts: readonly string[] = [];

    getSuccessUrl(): MaybePromise<string> {
      return this.getRedirectUrl() || this.getDefaultRedirectUrl();
    }

    getRedirectUrl(): string {
      const { request, redirectFieldName: name } = this;
      const wanted = request.POST.get(name) ?? request.GET.get(name) ?? "";
      const isSafe = urlHasAllowedHostAndScheme(wanted, this.getSuccessUrlAllowedHosts(), {
        requireHttps: request.isSecure(),
      });
      return isSafe ? wanted : "";
    }

    getSuccessUrlAllowedHosts(): readonly string[] {
      return [this.request.getHost(), ...this.successUrlAllowedHosts];
    }

    getDefaultRedirectUrl(): string {
      if (this.nextPage) return resolveUrl(this.nextPage);
      const { name } = this.constructor;
      throw new ImproperlyConfigured("No URL to redirect to. Provide a nextPage.", {
        hint: `Give ${name} a nextPage, or override its getDefaultRedirectUrl().`,
      });
    }
  }
  return WithRedirect as never;
}
