import { isIPv6 } from "node:net";

/**
 * Returns the shortest form of an IPv6 address; undefined if it is invalid or too long.
 *
 * @param unpackIpv4 Whether `::ffff:192.0.2.1` becomes `192.0.2.1`.
 */
export function shortestIpv6(
  text: string,
  unpackIpv4: boolean,
  maxLength = 39,
): string | undefined {
  if (text.length > maxLength || !isIPv6(text)) return undefined;
  // A zone index is meaningful on one machine only.
  const short = new URL(`http://[${text.replace(/%.*$/s, "")}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!mapped) return short;
  const bytes = mapped.slice(1).flatMap((group) => {
    const number = Number.parseInt(group, 16);
    return [number >> 8, number & 255];
  });
  return (unpackIpv4 ? "" : "::ffff:") + bytes.join(".");
}
