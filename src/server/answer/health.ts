import type { App, Settings } from "../../conf/index.ts";
import type { Health } from "../../health/index.ts";
import type { GetResponse, HttpRequest, HttpResponseBase, MaybePromise } from "../../http/index.ts";
import { isPromise } from "../../values/index.ts";

/** The health pages of this site, if `mkweb/health` is installed. */
export async function healthOf(
  settings: Settings,
  apps: readonly App[],
): Promise<Health | undefined> {
  if (!settings.INSTALLED_APPS.includes("mkweb/health")) return undefined;
  const { setUpHealth } = await import("../../health/index.ts");
  return setUpHealth(settings, apps);
}

/** Answers the paths of HEALTH before anything else sees the request. */
export function withHealthInFront(
  rest: GetResponse,
  health: Health | undefined,
  onError: (request: HttpRequest, error: unknown) => MaybePromise<HttpResponseBase>,
): GetResponse {
  if (!health) return rest;
  return (request) => {
    try {
      const answer = health.handler(request);
      if (answer === undefined) return rest(request);
      return isPromise(answer) ? answer.catch((error) => onError(request, error)) : answer;
    } catch (error) {
      return onError(request, error);
    }
  };
}
