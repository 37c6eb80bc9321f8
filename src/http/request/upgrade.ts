import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { HttpResponse } from "../response/http-response.ts";
import { NodeSource } from "./source.ts";

/** A request that asks to switch protocols. It has no body: what follows belongs to the new protocol. */
export class UpgradeSource extends NodeSource {
  readonly upgrade: string;

  constructor(message: IncomingMessage) {
    super(message);
    this.upgrade = message.headers.upgrade?.toLowerCase() ?? "";
  }

  override body(): undefined {
    return undefined;
  }
}

/** A connection that switches to another protocol. */
export interface Upgrade {
  readonly message: IncomingMessage;
  readonly socket: Duplex;
  /** Bytes of the new protocol that the client has already sent. */
  readonly head: Buffer;
  /** Additional headers of the answer, such as cookies: `Name: value`. */
  readonly headers: readonly string[];
  /** Called with errors that occur when there is no response to report them. */
  readonly onError: (error: unknown) => void;
}

/** A response that takes over the connection after a 101 answer. */
export abstract class UpgradeResponse extends HttpResponse {
  constructor() {
    super("", undefined, 101);
    this.headers.delete("Content-Type");
  }

  /**
   * Called by the server once all middleware has seen the response.
   *
   * @returns Settles when the connection is closed; never rejects.
   */
  abstract takeOver(upgrade: Upgrade): Promise<void>;
}
