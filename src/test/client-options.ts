import type { Settings } from "../conf/index.ts";
import type { Data } from "./body.ts";

export interface ClientOptions {
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Forms need a token, as they do for visitors. Default false. */
  readonly enforceCsrfChecks?: boolean;
  /** An error of a view rejects the request, as if the test had called the view. Default true. */
  readonly raiseRequestException?: boolean;
  /** Default: the project's. DEBUG is off and the host `testserver` allowed in any case. */
  readonly settings?: Settings;
}

export interface RequestOptions {
  /** Over the client's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Adds to the query string of the path. */
  readonly query?: Data;
  /** Goes where redirects lead; `response.redirectChain` says where that was. */
  readonly follow?: boolean;
  /** As if by HTTPS. */
  readonly secure?: boolean;
}

export interface WebSocketOptions extends Omit<RequestOptions, "follow"> {
  /** Subprotocols to offer. Default: none. */
  readonly protocols?: readonly string[];
}

export interface BodyOptions extends RequestOptions {
  /** How the data is written. Default `multipart/form-data` for post, `application/octet-stream` otherwise. */
  readonly contentType?: string;
}

export interface Outgoing extends BodyOptions {
  readonly method: string;
  readonly path: string;
  readonly data?: unknown;
}
