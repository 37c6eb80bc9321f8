/** `mkweb/ratelimit`: limits requests per time, counted in a cache. See docs/topics/rate-limits.md. */
export { clientAddress, networkOf } from "./client-address.ts";
export { beginLogin, type LoginAttempt } from "./login.ts";
export { rateLimit } from "./rate-limit.ts";
export { parseRate, type Rate } from "./rate.ts";
export type { RateLimitKey, RateLimitOptions } from "./rule.ts";
