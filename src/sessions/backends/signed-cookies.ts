/** `mkweb/sessions/backends/signed-cookies`: a SESSION_ENGINE: the data in the cookie itself, signed. */
import { dumps, loads } from "../../signing/index.ts";
import { toItems } from "../codec.ts";
import type { SessionStore } from "../store.ts";
import type { SessionStoreFactory } from "./context.ts";

const SALT = "django.contrib.sessions.backends.signed_cookies";

/**
 * Keeps sessions in the visitor's cookie (`mkweb/sessions/backends/signed-cookies`): signed, not secret, at
 * most about 4,000 bytes. The server stores nothing, so a copied cookie stays valid for SESSION_COOKIE_AGE,
 * even after logout.
 */
const signedCookies: SessionStoreFactory = ({ settings, now }): SessionStore => ({
  synchronous: true,
  load(sessionKey) {
    try {
      const { SECRET_KEY: key, SECRET_KEY_FALLBACKS: fallbackKeys } = settings;
      const maxAge = settings.SESSION_COOKIE_AGE;
      return toItems(loads(sessionKey, { key, fallbackKeys, salt: SALT, maxAge, now }));
    } catch {
      return undefined;
    }
  },
  async exists() {
    return false;
  },
  async save(_sessionKey, items) {
    const options = { key: settings.SECRET_KEY, salt: SALT, compress: true, now };
    return dumps(Object.fromEntries(items), options);
  },
  async delete() {},
  async clearExpired() {},
});

export default signedCookies;
