/** `mkweb/auth/tokens`: links that work once. Source: Django, `contrib/auth/tokens.py`. */
import type { Settings } from "../conf/index.ts";
import { constantTimeCompare, saltedHmac } from "../signing/index.ts";
import { zoneOf } from "../timezone/index.ts";
import { staticsOf } from "./users/user-model.ts";
import type { AuthUser } from "./users/visitor.ts";

type TokenSettings = Pick<
  Settings,
  "PASSWORD_RESET_TIMEOUT" | "SECRET_KEY" | "SECRET_KEY_FALLBACKS" | "TIME_ZONE"
>;

/** What a token is made of, for a user who is no object of AUTH_USER_MODEL: one read from a Django's table, say. */
export interface UserRecord {
  readonly id: unknown;
  readonly password: string;
  readonly lastLogin: Date | null;
  readonly email?: string;
}

const SALT = "django.contrib.auth.tokens.PasswordResetTokenGenerator";
/** Where Django's count of seconds begins: 2001, by the clock on the wall of TIME_ZONE. */
const BEGINNING = Date.UTC(2001, 0, 1);
const FORM = /^([0-9a-z]{1,10})-[0-9a-f]{32}$/;

/**
 * Makes and checks the tokens of password resets, as Django does with the same SECRET_KEY and TIME_ZONE.
 *
 * A token is bound to a user's password, last login and address: it is worth nothing once one of them has
 * changed, and so works once. Nothing is stored. Extend it for other purposes: give it a `keySalt` of your
 * own, and let `makeHashValue` answer with what must end the token by changing.
 */
export class PasswordResetTokenGenerator {
  /** Keeps the tokens of different purposes apart. */
  readonly keySalt: string = SALT;
  readonly #settings: TokenSettings;
  readonly #now: () => number;

  /** @param now The clock, in milliseconds since 1970. Default `Date.now`. */
  constructor(settings: TokenSettings, now: () => number = Date.now) {
    this.#settings = settings;
    this.#now = now;
  }

  /** A token for this user: the moment, in base 36, and half of an HMAC, `c7l3q5-…`. */
  makeToken(user: AuthUser | UserRecord): string {
    return this.#tokenAt(user, this.#seconds(), this.#settings.SECRET_KEY);
  }

  /** Whether a token was made for this user, PASSWORD_RESET_TIMEOUT seconds ago at most, and not used yet. */
  checkToken(user: AuthUser | UserRecord | undefined, token: unknown): boolean {
    const moment = typeof token === "string" ? FORM.exec(token)?.[1] : undefined;
    if (user === undefined || typeof token !== "string" || moment === undefined) return false;
    const seconds = Number.parseInt(moment, 36);
    const { SECRET_KEY, SECRET_KEY_FALLBACKS, PASSWORD_RESET_TIMEOUT } = this.#settings;
    const isOurs = [SECRET_KEY, ...SECRET_KEY_FALLBACKS].some((key) =>
      constantTimeCompare(this.#tokenAt(user, seconds, key), token),
    );
    return isOurs && this.#seconds() - seconds <= PASSWORD_RESET_TIMEOUT;
  }

  /** What the token is bound to. @param seconds The moment the token holds. */
  makeHashValue(user: AuthUser | UserRecord, seconds: number): string {
    const { password, lastLogin } = user;
    const key = "pk" in user ? user.pk : user.id;
    const email: unknown =
      "pk" in user ? Reflect.get(user, staticsOf(user).EMAIL_FIELD) : user.email;
    const login = lastLogin === null ? "" : lastLogin.toISOString().slice(0, 19).replace("T", " ");
    return `${String(key)}${password}${login}${seconds}${typeof email === "string" ? email : ""}`;
  }

  #tokenAt(user: AuthUser | UserRecord, seconds: number, key: string): string {
    const value = this.makeHashValue(user, seconds);
    const hash = saltedHmac(this.keySalt, value, key, "sha256").digest("hex");
    return `${seconds.toString(36)}-${everyOther(hash)}`;
  }

  #seconds(): number {
    const now = this.#now();
    const onTheWall = now + zoneOf(this.#settings.TIME_ZONE).offset(now) * 1000;
    return Math.floor((onTheWall - BEGINNING) / 1000);
  }
}

/** Django shortens the link so. */
function everyOther(text: string): string {
  return text.replace(/(.)./g, "$1");
}
