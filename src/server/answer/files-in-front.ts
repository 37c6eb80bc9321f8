import type { App, Settings } from "../../conf/index.ts";
import type { GetResponse, HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import {
  createMediaHandler,
  createRootHandler,
  createStaticHandler,
  type StaticHandler,
} from "../../staticfiles/index.ts";
import { isPromise } from "../../values/index.ts";
import { loadMiddleware } from "./chain.ts";

export interface FilesOptions {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly now: () => number;
  /** Whether to serve static files at all. */
  readonly staticFiles: boolean;
  /** Converts an error to a response. */
  readonly onError: OnError;
}

type OnError = (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>;

/**
 * Serves static files and media before a chain. They bypass all middleware, as static files do in Django's
 * runserver; but without DEBUG the rules of the security middleware apply, if the project has it.
 *
 * @throws {Error} The manifest of static files cannot be read.
 */
export async function withFilesInFront(
  chain: GetResponse,
  options: FilesOptions,
): Promise<GetResponse> {
  const { settings, onError } = options;
  const { DEBUG, SERVE_MEDIA } = settings;
  const handlers = [
    DEBUG || SERVE_MEDIA ? createMediaHandler(settings) : undefined,
    options.staticFiles ? await staticHandler(options) : undefined,
  ];
  let front = chain;
  for (const files of handlers) {
    if (!files) continue;
    const rest = front;
    const answer = converting(
      await secured(
        converting((request) => files.respond(request), onError),
        options,
      ),
      onError,
    );
    front = (request) => (files.isFor(request) ? answer(request) : rest(request));
  }
  return front;
}

async function staticHandler({ settings, apps }: FilesOptions): Promise<StaticHandler | undefined> {
  if (!settings.INSTALLED_APPS.includes("mkweb/staticfiles")) return undefined;
  if (settings.DEBUG) return createStaticHandler(settings, apps);
  return settings.SERVE_STATIC ? createRootHandler(settings) : undefined;
}

const SECURITY = "mkweb/middleware/security";

/** Redirects to HTTPS and sets the headers of SECURE_*, if that middleware is active. */
async function secured(
  respond: GetResponse,
  { settings, now }: FilesOptions,
): Promise<GetResponse> {
  if (settings.DEBUG || !settings.MIDDLEWARE.includes(SECURITY)) return respond;
  const security = await loadMiddleware(SECURITY, settings);
  return security(respond, { settings, now });
}

function converting(respond: GetResponse, onError: OnError): GetResponse {
  return (request) => {
    try {
      const response = respond(request);
      if (!isPromise(response)) return response;
      return response.catch((error: unknown) => onError(request, error));
    } catch (error) {
      return onError(request, error);
    }
  };
}
