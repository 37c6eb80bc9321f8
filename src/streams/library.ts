import { MkwebError } from "../errors.ts";

/**
 * Loads the package `ws` when the first WebSocket is opened.
 *
 * @throws {MkwebError} `MKWEB_WS_MISSING`
 */
export async function loadWs(): Promise<typeof import("ws")> {
  try {
    return await import("ws");
  } catch (cause) {
    throw new MkwebError(
      "MKWEB_WS_MISSING",
      "A view serves WebSockets, but the package 'ws' is not installed.",
      { hint: "Run: npm install ws", cause },
    );
  }
}
