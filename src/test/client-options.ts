import type { Settings } from "../conf/index.ts";
import type { Data } from "./body.ts";

export interface ClientOptions {
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether forms need a CSRF token, as for visitors. Default false. */
  readonly enforceCsrfChecks?: boolean;
  /** Whether an error of a view rejects the request, as if the test had called the view. Default true. */
  readonly raiseRequestException?: boolean;
  /** Default: the project's. DEBUG is always off and the host `testserver` allowed. */
  readonly settings?: Settings;
}

export interface RequestOptions {
  /** Override the client's headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Added to the query string of the path. */
  readonly query?: Data;
  /** Follows redirects; `response.redirectChain` lists them. */
  readonly follow?: boolean;
  /** As if over HTTPS. */
  readonly secure?: boolean;
}

export interface WebSocketOptions extends Omit<RequestOptions, "follow"> {
  /** Subprotocols to offer. Default: none. */
  readonly protocols?: readonly string[];
}

export interface BodyOptions extends RequestOptions {
  /** How the data is encoded. Default `multipart/form-data` for post, otherwise `application/octet-stream`. */
  readonly contentType?: string;
}

export interface Outgoing extends BodyOptions {
  readonly method: string;
  readonly path: string;
  readonly data?: unknown;
}
