import { Signal } from "../dispatch/index.ts";
import type { HttpRequest } from "./request/request.ts";

export interface RequestEvent {
  readonly request: HttpRequest;
}

export interface RequestExceptionEvent extends RequestEvent {
  /** What the view or a middleware threw. */
  readonly exception: unknown;
}

/** Sent before a request is answered, also by a file of STATIC_URL. What a receiver throws becomes an error page. */
export const requestStarted = new Signal<RequestEvent>();

/** Sent once the response is out or given up, and what the request held is given back. */
export const requestFinished = new Signal<RequestEvent>();

/** Sent when an error becomes a page with a status of 500 or more; not for Http404 and its kin. */
export const gotRequestException = new Signal<RequestExceptionEvent>();
