import { env, type Check, type CheckMessage, type Settings } from "../../conf/index.ts";

/**
 * Checks that rate limits are counted reliably: with several processes (WEB_CONCURRENCY), each has its own
 * memory, and files lose counts. Limits on wrong passwords alone cause no warning, as each process allows
 * only a few.
 */
export const checkRateLimits: Check = ({ settings }) => {
  if (!usesLimits(settings)) return [];
  const cache = settings.CACHES[settings.RATELIMIT_CACHE];
  if (!cache) return [unknownCache(settings)];
  const [, store] = /^mkweb\/cache\/backends\/(dummy|file|locmem)$/.exec(cache.BACKEND) ?? [];
  if (
    store === undefined ||
    (store !== "dummy" && !(limitsPages(settings) && hasSeveralProcesses()))
  )
    return [];
  return [inexact(settings, store)];
};

function usesLimits(settings: Settings): boolean {
  const logins = settings.RATELIMIT_LOGIN !== null || settings.RATELIMIT_LOGIN_ADDRESS !== null;
  return limitsPages(settings) || (logins && settings.INSTALLED_APPS.includes("mkweb/auth"));
}

function limitsPages({ MIDDLEWARE }: Settings): boolean {
  return MIDDLEWARE.includes("mkweb/ratelimit/middleware");
}

function hasSeveralProcesses(): boolean {
  const number = env("WEB_CONCURRENCY", "1");
  return number === "auto" || Number(number) > 1;
}

function unknownCache({ RATELIMIT_CACHE, CACHES }: Settings): CheckMessage {
  return {
    level: "ERROR",
    id: "ratelimit.E001",
    message: `RATELIMIT_CACHE is '${RATELIMIT_CACHE}', but CACHES has only ${Object.keys(CACHES).join(", ")}.`,
    hint: "Name an entry of CACHES.",
  };
}

const faults: Readonly<Record<string, string>> = {
  dummy: "stores nothing, so nothing is limited",
  file: "may count two requests as one when several processes count at once",
  locmem: "is separate in each process, so each allows as many requests as all together should",
};

function inexact({ RATELIMIT_CACHE }: Settings, store: string): CheckMessage {
  return {
    level: "WARNING",
    id: "ratelimit.W001",
    message: `Rate limits are counted in the cache '${RATELIMIT_CACHE}', which ${faults[store]}.`,
    hint: "Set RATELIMIT_CACHE to a cache on Redis or in the database.",
  };
}
