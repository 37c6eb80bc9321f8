import { getRandomString } from "../signing/index.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Generates a secure key: 32 letters and digits, as in Django. */
export function newSessionKey(): string {
  return getRandomString(32, ALPHABET);
}

/**
 * Requires 8 characters or more; anything shorter counts as no key. So does a key with a NUL, which cookies
 * may contain and PostgreSQL refuses.
 */
export function isSessionKey(sessionKey: string | undefined): sessionKey is string {
  return sessionKey !== undefined && sessionKey.length >= 8 && !sessionKey.includes("\0");
}
