import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import { getLogger } from "../../logging/index.ts";
import type { ErrorListener } from "../answer/error-responder.ts";
import type { ApplicationOptions } from "../application.ts";
import { logRequestError } from "./log.ts";
import type { RequestWatcher } from "./watching.ts";

/** Observes requests; it cannot change the answer. */
export interface Observer {
  /**
   * Called for an error that became an error page, with the response's status: 500, or 400 for a refused
   * request. For error reporting services; the error is also logged.
   */
  readonly onError?: (error: unknown, request: HttpRequest, status: number) => void;
  /** Called before the response is sent. */
  readonly onResponse?: (request: HttpRequest, response: HttpResponseBase) => void;
}

/** Observes requests through one listener. */
export interface ListenerObserver extends Pick<Observer, "onResponse"> {
  /** @internal */
  readonly watchers?: readonly RequestWatcher[];
}

/** Logs an error and calls the observer. */
export function reportTo({
  onError,
  logErrors = true,
}: Pick<ApplicationOptions, "onError" | "logErrors">): ErrorListener {
  const observer = onError && harmless(onError);
  return (error, request, status) => {
    if (logErrors) logRequestError(error, request, status);
    observer?.(error, request, status);
  };
}

/** An observer that fails must not affect any answer. */
export function harmless<Seen extends readonly unknown[]>(
  observer: (...seen: Seen) => void,
): (...seen: Seen) => void {
  return (...seen) => {
    try {
      observer(...seen);
    } catch (error) {
      getLogger("mkweb.server").error("An observer of requests failed", { error });
    }
  };
}
