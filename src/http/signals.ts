import { Signal } from "../dispatch/index.ts";
import type { HttpRequest } from "./request/request.ts";

export interface RequestEvent {
  readonly request: HttpRequest;
}

export interface RequestExceptionEvent extends RequestEvent {
  /** The error that the view or a middleware threw. */
  readonly exception: unknown;
}

/** Sent before a request is answered, also for files of STATIC_URL. An error in a receiver becomes an error page. */
export const requestStarted = new Signal<RequestEvent>();

/** Sent once the response is sent or aborted and the request's resources are released. */
export const requestFinished = new Signal<RequestEvent>();

/** Sent when an error becomes a page with status 500 or above; not for Http404 and similar. */
export const gotRequestException = new Signal<RequestExceptionEvent>();
