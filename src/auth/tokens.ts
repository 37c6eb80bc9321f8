/** `mkweb/auth/tokens`: one-time links. Source: Django, `contrib/auth/tokens.py`. */
import type { Settings } from "../conf/index.ts";
import { constantTimeCompare, saltedHmac } from "../signing/index.ts";
import { zoneOf } from "../timezone/index.ts";
import { staticsOf } from "./users/user-model.ts";
import type { AuthUser } from "./users/visitor.ts";

type TokenSettings = Pick<
  Settings,
  "PASSWORD_RESET_TIMEOUT" | "SECRET_KEY" | "SECRET_KEY_FALLBACKS" | "TIME_ZONE"
>;

/** Data for a token of a user who is not an object of AUTH_USER_MODEL, such as one read from a Django table. */
export interface UserRecord {
  readonly id: unknown;
  readonly password: string;
  readonly lastLogin: Date | null;
  readonly email?: string;
}

const SALT = "django.contrib.auth.tokens.PasswordResetTokenGenerator";
/** Start of Django's count of seconds: 2001, in the local time of TIME_ZONE. */
const BEGINNING = Date.UTC(2001, 0, 1);
const FORM = /^([0-9a-z]{1,10})-[0-9a-f]{32}$/;

/**
 * Creates and checks tokens for password resets, compatible with Django under the same SECRET_KEY and TIME_ZONE.
 *
 * A token depends on the user's password, last login and address: it becomes invalid when one of them changes, and so
 * works only once. Nothing is stored. For other purposes extend the class with your own `keySalt`, and let
 * `makeHashValue` return whatever must invalidate the token by changing.
 */
export class PasswordResetTokenGenerator {
  /** Separates tokens of different purposes. */
  readonly keySalt: string = SALT;
  readonly #settings: TokenSettings;
  readonly #now: () => number;

  /** @param now The clock, in milliseconds since 1970. Default `Date.now`. */
  constructor(settings: TokenSettings, now: () => number = Date.now) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Creates a token for a user: the time in base 36 and half of an HMAC, `c7l3q5-…`. */
  makeToken(user: AuthUser | UserRecord): string {
    return this.#tokenAt(user, this.#seconds(), this.#settings.SECRET_KEY);
  }

  /** Returns whether a token belongs to this user, is unused and at most PASSWORD_RESET_TIMEOUT seconds old. */
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

  /** Returns what the token depends on. @param seconds The time in the token. */
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

/** Django shortens the HMAC this way. */
function everyOther(text: string): string {
  return text.replace(/(.)./g, "$1");
}
