/** Redirects to the target in `?next=`. Source: Django, `RedirectURLMixin`. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import { urlHasAllowedHostAndScheme, type MaybePromise } from "../../http/index.ts";
import { resolveUrl } from "../../shortcuts/index.ts";
import type { Mixin, View, ViewClass } from "../../views/index.ts";
import { REDIRECT_FIELD_NAME } from "../login-required.ts";

export interface RedirectURLMembers {
  /** Target if the request names none: a path, or the name of a URL. */
  nextPage: string | undefined;
  /** Field with the requested target. Default `"next"`. */
  redirectFieldName: string;
  /** Other allowed hosts of the target. Default: none. */
  successUrlAllowedHosts: readonly string[];
  /** Returns the requested target, or {@link RedirectURLMembers.getDefaultRedirectUrl}. */
  getSuccessUrl(): MaybePromise<string>;
  /** Returns the requested target if it is safe, otherwise an empty string. */
  getRedirectUrl(): string;
  getSuccessUrlAllowedHosts(): readonly string[];
  /** @throws {ImproperlyConfigured} If the view has no `nextPage`. */
  getDefaultRedirectUrl(): string;
}

/**
 * Lets the request choose the page of this site to go to afterwards.
 *
 * @example
 * class Feedback extends RedirectURLMixin(FormView<ContactForm>) {
 *   override formClass = ContactForm;
 *   override nextPage = "polls:index";
 * }
 */
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
