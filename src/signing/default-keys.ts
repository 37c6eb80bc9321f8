import { MkwebError } from "../errors.ts";
import type { Secret } from "./crypto.ts";

/** The settings that signing needs. */
export interface DefaultKeys {
  readonly SECRET_KEY: Secret;
  readonly SECRET_KEY_FALLBACKS?: readonly Secret[];
}

let keys: DefaultKeys | undefined;

/**
 * Sets the keys used when a call passes none. An application calls it during setup; the last call in a
 * process wins.
 *
 * @example
 * setDefaultKeys({ SECRET_KEY: "a long random text" });
 * assert.equal(loads(dumps("hello")), "hello");
 */
export function setDefaultKeys(settings: DefaultKeys | undefined): void {
  keys = settings;
}

/** @throws {MkwebError} `MKWEB_IMPROPERLY_CONFIGURED` if the key is empty or no settings were given. */
export function defaultKey(): Secret {
  if (keys === undefined || keys.SECRET_KEY.length === 0) {
    throw new MkwebError(
      "MKWEB_IMPROPERLY_CONFIGURED",
      "Nothing can be signed or checked without a SECRET_KEY, and the settings in use have none.",
      { hint: "Set SECRET_KEY in the settings, or pass `key`." },
    );
  }
  return keys.SECRET_KEY;
}

export function defaultFallbackKeys(): readonly Secret[] {
  return keys?.SECRET_KEY_FALLBACKS ?? [];
}
