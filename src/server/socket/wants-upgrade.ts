import type { IncomingMessage } from "node:http";

/** Whether a request wants what an `UpgradeListener` can give it. */
export function wantsUpgrade({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}
