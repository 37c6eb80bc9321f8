import { HttpResponsePermanentRedirect, HttpResponseRedirect } from "../http/index.ts";
import { NoReverseMatch, reverse } from "../urls/index.ts";

export interface RedirectTo {
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** 301 instead of 302. */
  readonly permanent?: boolean;
  /** 307 and 308 instead of 302 and 301: the browser repeats method and body. */
  readonly preserveRequest?: boolean;
}

/** An object with its own page. */
export interface HasUrl {
  getAbsoluteUrl(): string;
}

/**
 * Redirects the browser.
 *
 * @param to A view's name (`polls:detail`), an address (`/polls/`, `https://…`), or an object with
 *   `getAbsoluteUrl()`.
 * @throws {NoReverseMatch} No view has this name, and it is not an address.
 * @throws {DisallowedRedirect} An address with a scheme that browsers would run.
 *
 * @example
 * return redirect("polls:detail", { kwargs: { id: 7 } });
 */
export function redirect(
  to: string | URL | HasUrl,
  { permanent = false, preserveRequest = false, ...target }: RedirectTo = {},
): HttpResponseRedirect | HttpResponsePermanentRedirect {
  const url = resolveUrl(to, target);
  return permanent
    ? new HttpResponsePermanentRedirect(url, { preserveRequest })
    : new HttpResponseRedirect(url, { preserveRequest });
}

/**
 * Returns the address to which {@link redirect} would go.
 *
 * @example
 * const url = resolveUrl("polls:detail", { kwargs: { id: 7 } });
 */
export function resolveUrl(
  to: string | URL | HasUrl,
  { args, kwargs }: Pick<RedirectTo, "args" | "kwargs"> = {},
): string {
  if (typeof to !== "string") return to instanceof URL ? to.href : to.getAbsoluteUrl();
  if (to.startsWith("./") || to.startsWith("../")) return to;
  try {
    return reverse(to, { ...(args && { args }), ...(kwargs && { kwargs }) });
  } catch (error) {
    if (error instanceof NoReverseMatch && /[/.]/.test(to)) return to;
    throw error;
  }
}
