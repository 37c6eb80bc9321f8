import type { Settings } from "../../conf/index.ts";
import { LimitExceeded } from "../../errors.ts";
import {
  BadRequest,
  causesOf,
  gotRequestException,
  Http404,
  HttpResponse,
  MultiPartParserError,
  PermissionDenied,
  SuspiciousOperation,
  UnreadablePostError,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";
import { debugErrorResponse, debugNotFoundResponse } from "../debug/index.ts";
import type { ErrorStatus as Status } from "./error-views.ts";
import type { Urlconf } from "../urlconf.ts";

export type ErrorListener = (error: unknown, request: HttpRequest, status: number) => void;

/** Converts errors to responses: explanatory pages with DEBUG, otherwise the project's handlers. */
export class ErrorResponder {
  readonly #settings: Settings;
  readonly #urlconf: Urlconf;
  readonly #onError: ErrorListener;

  constructor(settings: Settings, urlconf: Urlconf, onError: ErrorListener) {
    this.#settings = settings;
    this.#urlconf = urlconf;
    this.#onError = onError;
  }

  respond(request: HttpRequest, error: unknown): MaybePromise<HttpResponseBase> {
    if (error instanceof BadRequest && error.response) return error.response;
    const status = statusOf(error);
    if (status === 400 || status >= 500) this.#onError(error, request, status);
    if (status < 500 || !gotRequestException.hasListeners()) {
      return this.#page(request, error, status);
    }
    return gotRequestException.send(undefined, { request, exception: error }).then(
      () => this.#page(request, error, status),
      (second) => this.#givesUp(request, second),
    );
  }

  #page(request: HttpRequest, error: unknown, status: Status): MaybePromise<HttpResponseBase> {
    try {
      const response = this.#settings.DEBUG
        ? this.#explain(request, error, status)
        : this.#handle(request, error, status);
      if (!isPromise(response)) return response;
      return response.catch((second) => this.#givesUp(request, second));
    } catch (second) {
      return this.#givesUp(request, second);
    }
  }

  #explain(request: HttpRequest, error: unknown, status: Status): MaybePromise<HttpResponseBase> {
    const settings = this.#settings;
    // A 403 uses the project's page even with DEBUG, as in Django.
    if (status === 403) return this.#handle(request, error, status);
    if (status === 404) return debugNotFoundResponse({ request, error, settings });
    return debugErrorResponse({ request, error, settings, status });
  }

  #handle(request: HttpRequest, error: unknown, status: Status): MaybePromise<HttpResponseBase> {
    return this.#urlconf.errorHandler(status)(request, { exception: error });
  }

  /** The error page itself failed. */
  #givesUp(request: HttpRequest, error: unknown): HttpResponseBase {
    this.#onError(error, request, 500);
    return this.#settings.DEBUG
      ? debugErrorResponse({ request, error, settings: this.#settings, status: 500 })
      : new HttpResponse("<h1>Server Error (500)</h1>", { status: 500 });
  }
}

function statusOf(error: unknown): Status {
  if (error instanceof Http404) return 404;
  if (error instanceof PermissionDenied) return 403;
  if (limitOf(error) !== undefined) return 503;
  const refused =
    error instanceof SuspiciousOperation ||
    error instanceof BadRequest ||
    error instanceof MultiPartParserError ||
    // The client is gone: nobody reads the answer, and nothing is broken here.
    error instanceof UnreadablePostError;
  return refused ? 400 : 500;
}

/** The exceeded limit: the error itself or its cause. */
export function limitOf(error: unknown): LimitExceeded | undefined {
  return causesOf(error).find((each) => each instanceof LimitExceeded);
}
