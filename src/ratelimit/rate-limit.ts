import { changeResponses, replaceView, type HttpRequest, type ViewWith } from "../http/index.ts";
import { addHeaders, tooManyRequests } from "./answers.ts";
import { takeAll } from "./limits.ts";
import { createRule, type RateLimitOptions } from "./rule.ts";

/**
 * Limits the requests to a view; answers 429 above the limit. While the cache is unavailable, all requests
 * pass.
 *
 * @param rate `"100/m"`, `"5/30s"`, `"1000/12h"`.
 * @throws {ImproperlyConfigured} When the module loads: an invalid rate.
 *
 * @example
 * export const search = rateLimit("20/m")((request: HttpRequest) => render(request, "search.html"));
 */
export function rateLimit(rate: string, options: RateLimitOptions = {}) {
  const rule = createRule(rate, options);
  const name = options.name ?? "default";
  return <Args extends readonly unknown[]>(view: ViewWith<Args>): ViewWith<Args> =>
    replaceView(view, async (request: HttpRequest, ...args: Args) => {
      const limit = rule(request, placeOf(request, view.name));
      const [taken] = (limit && (await takeAll(request, [limit]))) ?? [];
      if (!taken) return view(request, ...args);
      if (!taken.isAllowed) return tooManyRequests(request, [{ name, taken }]);
      const told = changeResponses(view, (response) => addHeaders(response, [{ name, taken }]));
      return told(request, ...args);
    });
}

/** Identifies a view by its pattern, as several may have the same name. */
function placeOf({ resolverMatch }: HttpRequest, name: string): string {
  return `${resolverMatch?.route ?? ""} ${name}`;
}
