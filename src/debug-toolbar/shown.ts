import type { HttpRequest } from "../http/index.ts";

/**
 * Whether to show the toolbar to this visitor: only with DEBUG, and to addresses in INTERNAL_IPS.
 *
 * @example
 * if (isShownTo(request)) console.log("The page has a toolbar.");
 */
export function isShownTo({ settings, META }: HttpRequest): boolean {
  // Dual-stack sockets write IPv4 addresses as IPv6.
  const address = String(META["REMOTE_ADDR"]).replace(/^::ffff:(?=[\d.]+$)/, "");
  return settings.DEBUG && settings.INTERNAL_IPS.includes(address);
}
