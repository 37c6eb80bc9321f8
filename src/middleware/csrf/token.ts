/** CSRF secrets, and the masked tokens in pages. */
import { constantTimeCompare, getRandomString } from "../../signing/index.ts";

const SECRET_LENGTH = 32;
const TOKEN_LENGTH = 2 * SECRET_LENGTH;
const CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export function newSecret(): string {
  return getRandomString(SECRET_LENGTH, CHARS);
}

/**
 * Masks the secret for a page: a different text each time, so that the size of a compressed page reveals
 * nothing about it (BREACH).
 */
export function maskSecret(secret: string, mask: string = newSecret()): string {
  return mask + combine(secret, mask, 1);
}

/** Extracts the secret from a masked token; a bare secret is returned unchanged. */
export function unmaskToken(token: string): string {
  if (token.length !== TOKEN_LENGTH) return token;
  return combine(token.slice(SECRET_LENGTH), token.slice(0, SECRET_LENGTH), -1);
}

function combine(text: string, mask: string, sign: 1 | -1): string {
  let combined = "";
  for (let at = 0; at < text.length; at += 1) {
    const sum = CHARS.indexOf(text.charAt(at)) + sign * CHARS.indexOf(mask.charAt(at));
    combined += CHARS.charAt((sum + CHARS.length) % CHARS.length);
  }
  return combined;
}

/** What is wrong with the format of a token or cookie, or `undefined`. */
export function formatProblem(token: string): string | undefined {
  if (token.length !== TOKEN_LENGTH && token.length !== SECRET_LENGTH)
    return "has incorrect length";
  return /[^a-zA-Z0-9]/.test(token) ? "has invalid characters" : undefined;
}

/** Whether a well-formed token, masked or bare, contains this secret. */
export function tokenMatches(token: string, secret: string): boolean {
  return constantTimeCompare(unmaskToken(token), secret);
}
