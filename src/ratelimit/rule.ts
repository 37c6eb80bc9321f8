import type { HttpRequest } from "../http/index.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import type { Counted, Window } from "./counter.ts";
import { parseRate } from "./rate.ts";

/** Whose requests are counted together; what it gives `undefined` for is not limited. */
export type RateLimitKey = "user" | "address" | ((request: HttpRequest) => string | undefined);

export interface RateLimitOptions {
  /**
   * `"user"`: who is logged in, or else the address. `"address"`: the client's IPv4 address or IPv6 network. Or a
   * function, an API key's for one. Default `"user"`.
   */
  readonly key?: RateLimitKey;
  /** Default `"sliding"`: never more than the limit in any such time. `"fixed"`: begins anew, and costs one question less. */
  readonly window?: Window;
  /** Methods that count, in capitals. Default: all. */
  readonly methods?: readonly string[];
  /** What clients see it called, and what is counted together. Default: each view for itself, called `default`. */
  readonly name?: string;
}

/** A limit as it is for one request; `undefined` where it does not count. */
export type Rule = (request: HttpRequest, place: string) => Counted | undefined;

/** @throws {ImproperlyConfigured} The rate is none. */
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

/** Who is logged in, in a project that has users. */
function userKey(request: Partial<Pick<HttpRequest, "user">>): string | undefined {
  return request.user?.isAuthenticated === true ? String(request.user.pk) : undefined;
}
