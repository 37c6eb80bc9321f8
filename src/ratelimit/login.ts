/** Slows down brute force without locking anybody out of an account. */
import { createHash } from "node:crypto";
import { LimitExceeded } from "../errors.ts";
import type { HttpRequest, HttpResponseBase } from "../http/index.ts";
import { secretOf } from "../middleware/index.ts";
import { tooManyRequests } from "./answers.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import type { Counted } from "./counter.ts";
import { takeAll, whileThere } from "./limits.ts";
import { parseRate } from "./rate.ts";

/** One login attempt, counted before the password is checked. */
export interface LoginAttempt {
  /** The 429 answer if the limit is exceeded; the password must not be checked then. */
  readonly refusal: HttpResponseBase | undefined;
  /** Call it after a successful login: the attempt no longer counts, and this browser is known. */
  succeeded(): Promise<void>;
  /** Call it if the password was not checked after all: the attempt no longer counts. */
  cancelled(): Promise<void>;
}

/** How long to remember a browser that was used to log in. */
const KNOWN_SECONDS = 30 * 86_400;

const UNLIMITED: LoginAttempt = {
  refusal: undefined,
  succeeded: async () => {},
  cancelled: async () => {},
};

/**
 * Counts a login attempt, for your own login page; `LoginView` and the admin do it themselves.
 *
 * Wrong passwords count for the account and the client's address together (RATELIMIT_LOGIN), and for the
 * address with any account (RATELIMIT_LOGIN_ADDRESS). They never count for the account alone, as anybody
 * could then lock its owner out. A browser that logged in to the account during the last 30 days, known by
 * its CSRF cookie, is counted separately, so that its owner gets in while others try, even from the same
 * address. A right password counts nothing.
 *
 * @param username As it was typed.
 * @throws {LimitExceeded} The cache is unavailable, and RATELIMIT_LOGIN_CLOSED forbids logins then.
 *
 * @example
 * const attempt = await beginLogin(request, username);
 * if (attempt.refusal) return attempt.refusal;
 * const user = await authenticate(request, { username, password });
 * if (!user) return new JsonResponse({ detail: "Wrong." }, { status: 401 });
 * await login(request, user);
 * await attempt.succeeded();
 */
export async function beginLogin(request: HttpRequest, username: string): Promise<LoginAttempt> {
  const account = normalized(username);
  const limits = await limitsOf(request, account);
  if (limits?.length === 0) return UNLIMITED;
  const taken = limits && (await takeAll(request, limits));
  if (!taken) return withoutCache(request);
  const cancelled = async (): Promise<void> => {
    await whileThere(request, () => Promise.all(taken.map((each) => each.giveBack())));
  };
  if (taken.some(({ isAllowed }) => !isAllowed)) {
    const refusal = await tooManyRequests(
      request,
      taken.map((each) => ({ name: "login", taken: each })),
    );
    return { ...UNLIMITED, refusal };
  }
  const succeeded = async (): Promise<void> => {
    await cancelled();
    await remember(request, account);
  };
  return { refusal: undefined, succeeded, cancelled };
}

/** `undefined` while the cache is unavailable. */
async function limitsOf(
  request: HttpRequest,
  account: string,
): Promise<readonly Counted[] | undefined> {
  const { RATELIMIT_LOGIN, RATELIMIT_LOGIN_ADDRESS } = request.settings;
  const counted = (rate: string | null, who: readonly string[]): readonly Counted[] =>
    rate === null
      ? []
      : [{ key: JSON.stringify(["login", ...who]), rate: parseRate(rate), window: "sliding" }];
  const browser = browserOf(request, account);
  if (browser !== undefined && (RATELIMIT_LOGIN !== null || RATELIMIT_LOGIN_ADDRESS !== null)) {
    const isKnown = await whileThere(request, (cache) => cache.has(browser));
    if (isKnown === undefined) return undefined;
    if (isKnown) return counted(RATELIMIT_LOGIN ?? RATELIMIT_LOGIN_ADDRESS, ["browser", browser]);
  }
  const address = clientAddress(request);
  if (address === undefined) return [];
  const network = networkOf(address);
  return [
    ...counted(RATELIMIT_LOGIN, ["account", account, network]),
    ...counted(RATELIMIT_LOGIN_ADDRESS, ["address", network]),
  ];
}

function withoutCache({ settings }: HttpRequest): LoginAttempt {
  if (!settings.RATELIMIT_LOGIN_CLOSED) return UNLIMITED;
  throw new LimitExceeded(
    "RATELIMIT_LOGIN_CLOSED",
    "Nobody can log in while the cache of the rate limits is unavailable",
    {
      hint: "Make the cache that RATELIMIT_CACHE names available again, or set RATELIMIT_LOGIN_CLOSED to false.",
    },
  );
}

/** The login gave the browser a new secret, which it sends from now on. */
async function remember(request: HttpRequest, account: string): Promise<void> {
  const browser = browserOf(request, account);
  if (browser === undefined) return;
  await whileThere(request, (cache) => cache.set(browser, 1, { timeout: KNOWN_SECONDS }));
}

function browserOf(request: HttpRequest, account: string): string | undefined {
  const secret = secretOf(request);
  if (secret === undefined) return undefined;
  const hash = createHash("sha256").update(JSON.stringify([account, secret]));
  return `ratelimit:known:${hash.digest("base64url")}`;
}

/**
 * Treats names that may mean the same account as one: forms strip and normalize them, and some backends
 * ignore case.
 */
function normalized(username: string): string {
  // oxlint-disable-next-line no-control-regex
  const stripped = username.replace(/^[\s\0-\x1f\x85]+|[\s\0-\x1f\x85]+$/g, "");
  return stripped.normalize("NFKC").toLowerCase();
}
