import { dumps, loads } from "../signing/index.ts";
import { isRecord } from "../values/index.ts";
import type { SessionItems } from "./store.ts";

export interface CodecSettings {
  readonly SECRET_KEY: string;
  readonly SECRET_KEY_FALLBACKS: readonly string[];
}

/** The salt of Django's own database, cache and file sessions: we read theirs and they read ours. */
const SALT = "django.contrib.sessions.SessionStore";

/** The signed text of `session_data`, byte for byte as Django writes it but for the deflated part. */
export function encodeSession(
  items: SessionItems,
  { SECRET_KEY }: CodecSettings,
  now: () => number,
): string {
  return dumps(Object.fromEntries(items), { key: SECRET_KEY, salt: SALT, compress: true, now });
}

/** The items in a signed text; none if it was tampered with, or signed with a key we no longer know. */
export function decodeSession(text: string, settings: CodecSettings): SessionItems {
  const { SECRET_KEY: key, SECRET_KEY_FALLBACKS: fallbackKeys } = settings;
  try {
    return toItems(loads(text, { key, fallbackKeys, salt: SALT }));
  } catch {
    // Whatever is wrong with it, the visitor starts anew: a forged session must not become an error page.
    return new Map();
  }
}

/** @throws {TypeError} If the value is not an object. */
export function toItems(value: unknown): SessionItems {
  if (!isRecord(value)) {
    throw new TypeError("Session data is not an object.");
  }
  return new Map(Object.entries(value));
}
