/** Where a visitor goes who asks for it with `?next=`. Source: Django, `RedirectURLMixin`. */
import { urlHasAllowedHostAndScheme, type HttpRequest } from "../../http/index.ts";
import { REDIRECT_FIELD_NAME } from "../login-required.ts";

export interface RedirectOptions {
  /** Where to go when the visitor asks for nothing: a path, or the name of a URL. */
  readonly nextPage?: string;
  /** The field that holds where the visitor wants to go. Default `"next"`. */
  readonly redirectFieldName?: string;
  /** Other hosts that the field may lead to. Default: none. */
  readonly successUrlAllowedHosts?: readonly string[];
}

/** What the visitor asks for, if it is safe to go there; otherwise an empty text. */
export function requestedUrl(request: HttpRequest, options: RedirectOptions): string {
  const { redirectFieldName = REDIRECT_FIELD_NAME, successUrlAllowedHosts = [] } = options;
  const wanted = request.POST.get(redirectFieldName) ?? request.GET.get(redirectFieldName) ?? "";
  const isSafe = urlHasAllowedHostAndScheme(
    wanted,
    [request.getHost(), ...successUrlAllowedHosts],
    {
      requireHttps: request.isSecure(),
    },
  );
  return isSafe ? wanted : "";
}
