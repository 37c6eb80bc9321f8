import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import { getLogger } from "../../logging/index.ts";
import type { ErrorListener } from "../answer/error-responder.ts";
import type { ApplicationOptions } from "../application.ts";
import { logRequestError } from "./log.ts";
import type { RequestWatcher } from "./watching.ts";

/** Sees what happens to each request; nothing it does changes the answer. */
export interface Observer {
  /**
   * An error that became an error page, with the response's status: 500, or 400 for a refused request. For reporters
   * of errors; the log is told besides.
   */
  readonly onError?: (error: unknown, request: HttpRequest, status: number) => void;
  /** The response, about to be sent. */
  readonly onResponse?: (request: HttpRequest, response: HttpResponseBase) => void;
}

/** Sees what comes through one door. */
export interface ListenerObserver extends Pick<Observer, "onResponse"> {
  /** @internal */
  readonly watchers?: readonly RequestWatcher[];
}

/** Tells the log, and who else wants to know. */
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

/** An observer that fails has seen nothing, and nobody's answer suffers from it. */
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
