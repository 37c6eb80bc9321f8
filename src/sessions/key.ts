import { getRandomString } from "../signing/index.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A key nobody can guess: 32 letters and digits, as Django's. */
export function newSessionKey(): string {
  return getRandomString(32, ALPHABET);
}

/**
 * A key is at least 8 characters; anything shorter is treated as no key at all, and so is what holds a
 * NUL, which a cookie can and PostgreSQL refuses.
 */
export function isSessionKey(sessionKey: string | undefined): sessionKey is string {
  return sessionKey !== undefined && sessionKey.length >= 8 && !sessionKey.includes("\0");
}
