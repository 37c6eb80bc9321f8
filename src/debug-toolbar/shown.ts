import type { HttpRequest } from "../http/index.ts";

/** Whether the toolbar is for this visitor: with DEBUG, and from an address that INTERNAL_IPS lists. */
export function isShownTo({ settings, META }: HttpRequest): boolean {
  // Sockets that listen to both kinds of addresses write IPv4's so.
  const address = String(META["REMOTE_ADDR"]).replace(/^::ffff:(?=[\d.]+$)/, "");
  return settings.DEBUG && settings.INTERNAL_IPS.includes(address);
}
