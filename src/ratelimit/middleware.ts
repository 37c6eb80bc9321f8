/** `mkweb/ratelimit/middleware`: limits for whole parts of a site, from RATELIMIT_RULES. */
import { ImproperlyConfigured, type RateLimitRule } from "../conf/index.ts";
import { MiddlewareNotUsed, type HttpRequest, type Middleware } from "../http/index.ts";
import { addHeaders, tooManyRequests, type Named } from "./answers.ts";
import { takeAll } from "./limits.ts";
import { createRule } from "./rule.ts";

/**
 * Counts each request against every rule that matches it; answers 429 above a limit. While the cache is
 * unavailable, all requests pass. Place it after auth if rules count by user.
 *
 * @throws {ImproperlyConfigured} When the server starts: an invalid rate, or two rules of the same name.
 */
const rateLimits: Middleware = (getResponse, { settings }) => {
  const rules = settings.RATELIMIT_RULES.map(prepare);
  if (rules.length === 0) throw new MiddlewareNotUsed("RATELIMIT_RULES is empty.");
  const names = new Set(rules.map(({ name }) => name));
  if (names.size < rules.length) {
    throw new ImproperlyConfigured("Two rules of RATELIMIT_RULES have the same name.", {
      hint: 'Give each a name of its own: { name: "api", rate: "100/m", path: "/api/" }.',
    });
  }
  return async (request) => {
    const counted = rules.flatMap(({ name, limit }) => {
      const found = limit(request);
      return found ? [{ name, limit: found }] : [];
    });
    if (counted.length === 0) return getResponse(request);
    const taken = await takeAll(
      request,
      counted.map(({ limit }) => limit),
    );
    const told = (taken ?? []).map((each, at): Named => ({
      name: counted[at]?.name ?? "",
      taken: each,
    }));
    if (told.some((each) => !each.taken.isAllowed)) return tooManyRequests(request, told);
    const response = await getResponse(request);
    if (told.length > 0) addHeaders(response, told);
    return response;
  };
};

export default rateLimits;

function prepare({ name = "default", rate, path, ...options }: RateLimitRule) {
  const rule = createRule(rate, { ...options, name });
  const isFor = ({ path: asked }: HttpRequest): boolean => {
    if (path === undefined) return true;
    return typeof path === "string" ? asked.startsWith(path) : asked.search(path) >= 0;
  };
  return {
    name,
    limit: (request: HttpRequest) => (isFor(request) ? rule(request, name) : undefined),
  };
}
