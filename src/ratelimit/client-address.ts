/** Where a request comes from, as far as a server can tell. */
import { isIP } from "node:net";
import type { HttpRequest } from "../http/index.ts";
import { warnOnce } from "./warnings.ts";

/**
 * Returns the client's address: that of the connection, or with NUM_PROXIES the one that the outermost of
 * that many proxies wrote into X-Forwarded-For. Anybody may have written the values further left.
 *
 * @returns `undefined` if it is unknown: a Unix socket without a proxy that reports it.
 *
 * @example
 * console.log(clientAddress(request) ?? "a Unix socket");
 */
export function clientAddress(request: HttpRequest): string | undefined {
  const own = addressIn(request.META["REMOTE_ADDR"] ?? "");
  const forwarded = request.headers.get("x-forwarded-for");
  const { NUM_PROXIES } = request.settings;
  if (NUM_PROXIES === 0) {
    if (forwarded !== undefined && (own === undefined || isLocal(own))) {
      warnOnce(
        "A proxy on this machine tells addresses by X-Forwarded-For, and NUM_PROXIES is 0: to rate limits all its " +
          "visitors are one. Set NUM_PROXIES to the number of proxies in front, 1.",
      );
    }
    return own;
  }
  const told = forwarded?.split(",").at(-NUM_PROXIES);
  return (told === undefined ? undefined : addressIn(told)) ?? own;
}

/**
 * Returns the network that counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address,
 * which belong to one customer of a provider.
 *
 * @example
 * assert.equal(networkOf("2001:db8::1"), networkOf("2001:db8::2"));
 */
export function networkOf(address: string): string {
  const plain = addressIn(address) ?? address;
  if (isIP(plain) !== 6) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? 0 : tail.split(":").length;
  const zeros = tail === undefined ? 0 : 8 - groups.length - after;
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...(tail?.split(":") ?? [])];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group || "0", 16).toString(16));
  return `${network.join(":")}::/64`;
}

/** The address without port, brackets and zone; an IPv4 address inside IPv6 as IPv4. */
function addressIn(text: string): string | undefined {
  const bare = text.trim().replace(/^\[([^\]]*)\](?::\d+)?$/, "$1");
  const plain = (isIP(bare) === 0 ? bare.replace(/^([\d.]+):\d+$/, "$1") : bare)
    .replace(/%.*$/, "")
    .toLowerCase();
  const mapped = plain.replace(/^(?:0*:)*:?ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");
  if (isIP(mapped) === 4) return mapped;
  return isIP(plain) === 6 ? plain : undefined;
}

const isLocal = (address: string): boolean => address.startsWith("127.") || address === "::1";
