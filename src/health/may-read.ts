import { BlockList, isIPv6 } from "node:net";
import type { HttpRequest } from "../http/index.ts";
import { constantTimeCompare } from "../signing/index.ts";
import type { HealthOptions } from "./options.ts";

/** Headers that show a proxy between the client and this server. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip", "x-forwarded-host", "via"];

/**
 * Decides who may read metrics and details: clients with the token, and clients whose own address is in ALLOWED_IPS.
 * Behind a proxy everybody has the proxy's address, so proxied requests need the token.
 */
export function readers({ ALLOWED_IPS, TOKEN }: HealthOptions): (request: HttpRequest) => boolean {
  const networks = new BlockList();
  for (const each of ALLOWED_IPS) {
    const [address = "", bits] = each.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(bits), family);
  }
  return (request) => {
    const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    if (TOKEN !== null && given !== undefined && constantTimeCompare(given, TOKEN)) return true;
    if (FORWARDED.some((name) => request.headers.get(name) !== undefined)) return false;
    const address = request.META["REMOTE_ADDR"] ?? "";
    return address !== "" && networks.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  };
}
