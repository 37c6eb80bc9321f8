import type { HttpRequest } from "../http/index.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import type { Counted, Window } from "./counter.ts";
import { parseRate } from "./rate.ts";

/** Which requests are counted together; a request for which it returns `undefined` is not limited. */
export type RateLimitKey = "user" | "address" | ((request: HttpRequest) => string | undefined);

export interface RateLimitOptions {
  /**
   * `"user"`: the logged-in user, or else the address. `"address"`: the client's IPv4 address or IPv6
   * network. Or a function, for example returning an API key. Default `"user"`.
   */
  readonly key?: RateLimitKey;
  /**
   * Default `"sliding"`: never more than the limit in any period of this length. `"fixed"`: periods start
   * over, and it needs one cache query less.
   */
  readonly window?: Window;
  /** Methods that count, in capitals. Default: all. */
  readonly methods?: readonly string[];
  /** Name for clients, and for counting several views together. Default: each view separately, named `default`. */
  readonly name?: string;
}

/** The limit for one request; `undefined` if it does not count. */
export type Rule = (request: HttpRequest, place: string) => Counted | undefined;

/** @throws {ImproperlyConfigured} Invalid rate. */
export function createRule(rate: string, options: RateLimitOptions = {}): Rule {
  const { key = "user", window = "sliding", methods, name } = options;
  const parsed = parseRate(rate);
  return (request, place) => {
    if (methods && !methods.includes(request.method)) return undefined;
    const who = typeof key === "function" ? key(request) : knownKey(request, key);
    if (who === undefined) return undefined;
    return { key: JSON.stringify([name ?? place, who]), rate: parsed, window };
  };
}

function knownKey(request: HttpRequest, key: "user" | "address"): string | undefined {
  const user = key === "user" ? userKey(request) : undefined;
  if (user !== undefined) return `user ${user}`;
  const address = clientAddress(request);
  return address === undefined ? undefined : `address ${networkOf(address)}`;
}

/** The logged-in user, in a project with users. */
function userKey(request: Partial<Pick<HttpRequest, "user">>): string | undefined {
  return request.user?.isAuthenticated === true ? String(request.user.pk) : undefined;
}
