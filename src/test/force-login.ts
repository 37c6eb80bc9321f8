import type { AnyUser } from "../auth/index.ts";
import { resolveSpecifier, type Settings } from "../conf/index.ts";
import { HttpRequest, HttpResponse, type Middleware, type RequestSource } from "../http/index.ts";

/**
 * Logs a user in with the session middleware only.
 *
 * @returns The headers with the client's new cookies.
 */
export async function forceLogin(
  source: RequestSource,
  settings: Settings,
  user: AnyUser,
): Promise<readonly string[]> {
  const { login } = await import("../auth/index.ts");
  const request = new HttpRequest(source, settings);
  const letIn = async (): Promise<HttpResponse> => {
    await login(request, user);
    return new HttpResponse();
  };
  const withSession = await sessionMiddleware(settings);
  const answer = await withSession(letIn, { settings, now: Date.now });
  const response = await answer(request);
  const cookies = response.cookieHeaders(request);
  await response.close();
  await request.close();
  return cookies;
}

/** The session middleware from the project's MIDDLEWARE. */
async function sessionMiddleware({ BASE_DIR }: Settings): Promise<Middleware> {
  const url = resolveSpecifier("mkweb/sessions/middleware", BASE_DIR);
  const module: { readonly default: Middleware } = await import(String(url?.href));
  return module.default;
}
