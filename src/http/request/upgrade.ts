import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { HttpResponse } from "../response/http-response.ts";
import { NodeSource } from "./source.ts";

/** A request whose connection can be handed over. It has no body: what follows is the new protocol's. */
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

/** A connection that goes on in another protocol. */
export interface Upgrade {
  readonly message: IncomingMessage;
  readonly socket: Duplex;
  /** What the client sent of the new protocol already. */
  readonly head: Buffer;
  /** What the answer says besides: `Name: value`, cookies among them. */
  readonly headers: readonly string[];
  /** Told what goes wrong once there is no response to say it. */
  readonly onError: (error: unknown) => void;
}

/** A response that takes the connection over: answered 101, it speaks for itself from then on. */
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
