import { dumps, loads } from "../signing/index.ts";
import { isRecord } from "../values/index.ts";
import type { SessionItems } from "./store.ts";

export interface CodecSettings {
  readonly SECRET_KEY: string;
  readonly SECRET_KEY_FALLBACKS: readonly string[];
}

/** The salt of Django's database, cache and file sessions, so that both sides can read each other's. */
const SALT = "django.contrib.sessions.SessionStore";

/**
 * Writes the signed text of `session_data`, byte for byte as Django does except for the deflated part.
 *
 * @example
 * const text = encodeSession(new Map([["visits", 3]]), settings, Date.now);
 * assert.equal(decodeSession(text, settings).get("visits"), 3);
 */
export function encodeSession(
  items: SessionItems,
  { SECRET_KEY }: CodecSettings,
  now: () => number,
): string {
  return dumps(Object.fromEntries(items), { key: SECRET_KEY, salt: SALT, compress: true, now });
}

/**
 * Reads the items from a signed text; none if it was tampered with or signed with an unknown key.
 *
 * @example
 * const items = decodeSession("tampered", settings);
 * assert.equal(items.size, 0);
 */
export function decodeSession(text: string, settings: CodecSettings): SessionItems {
  const { SECRET_KEY: key, SECRET_KEY_FALLBACKS: fallbackKeys } = settings;
  try {
    return toItems(loads(text, { key, fallbackKeys, salt: SALT }));
  } catch {
    // Whatever is wrong, the visitor gets a new session: a forged one must not cause an error page.
    return new Map();
  }
}

/** @throws {TypeError} The value is not an object. */
export function toItems(value: unknown): SessionItems {
  if (!isRecord(value)) {
    throw new TypeError("Session data is not an object.");
  }
  return new Map(Object.entries(value));
}
