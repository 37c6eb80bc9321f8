import type { IncomingMessage } from "node:http";

/** Whether a request asks for an upgrade that an `UpgradeListener` supports. */
export function wantsUpgrade({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}
