/** What both of Drizzle's dialects say alike; what they say apart is in the two files beside. */
import type { OpenPeer } from "./peer.ts";

export const open: OpenPeer = async (address) => {
  const { openDrizzle } = address.startsWith("postgresql:")
    ? await import("./drizzle-postgresql.ts")
    : await import("./drizzle-sqlite.ts");
  return openDrizzle(address);
};
