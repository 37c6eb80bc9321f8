/** `mkweb/messages/storage/cookie`: a MESSAGE_STORAGE: a signed cookie that Django reads too. */
import type { HttpResponseBase } from "../../http/index.ts";
import {
  BadSignature,
  dumpsJson,
  getCookieSigner,
  type Serializer,
  type TimestampSigner,
} from "../../signing/index.ts";
import { decodeMessages, encodeMessage } from "../codec.ts";
import { Message } from "../message.ts";
import { BaseStorage, type StoredMessages, type StoreOptions } from "../storage.ts";

const COOKIE_NAME = "messages";
/** In bytes. Some servers accept at most 4 KiB of headers, and other cookies need room too. */
const MAX_COOKIE_SIZE = 2048;
/** Appended to a list that did not fit completely. */
const NOT_FINISHED = "__messagesnotfinished__";
const SALT = "django.contrib.messages";

/** The JSON text is encoded and decoded elsewhere. */
const plainText: Serializer = {
  dumps: (text) => Buffer.from(String(text), "latin1"),
  loads: (data) => data.toString("latin1"),
};

/**
 * Keeps messages in a signed cookie (`mkweb/messages/storage/cookie`), at most 2,048 bytes. The bytes equal
 * Django's, so a Django site with the same SECRET_KEY shows these messages, and vice versa.
 */
export default class CookieStorage extends BaseStorage {
  override load(): StoredMessages {
    const items = this.#decode(this.request.COOKIES[COOKIE_NAME]);
    if (items === null) return { messages: null, allRetrieved: true };
    return {
      messages: items.filter((item) => item instanceof Message),
      allRetrieved: items.at(-1) !== NOT_FINISHED,
    };
  }

  override store(
    messages: readonly Message[],
    response: HttpResponseBase,
    { removeOldest = true }: StoreOptions = {},
  ): readonly Message[] {
    if (messages.length === 0) {
      this.#deleteCookie(response);
      return [];
    }
    const parts = messages.map((message) => encodeMessage(message, ","));
    const whole = this.#encode(parts);
    if (fits(whole)) {
      this.#setCookie(whole, response);
      return [];
    }
    const some = (count: number): string =>
      this.#encode([...kept(parts, count, removeOldest), dumpsJson(NOT_FINISHED)]);
    const count = mostThat((each) => fits(some(each)), parts.length);
    this.#setCookie(some(count), response);
    return removeOldest ? messages.slice(0, messages.length - count) : messages.slice(count);
  }

  #decode(data: string | undefined): (Message | string)[] | null {
    if (!data) return null;
    try {
      const text = String(this.#signer().unsignObject(data, { serializer: plainText }));
      return decodeMessages(text, (...parts) => this.message(...parts));
    } catch (error) {
      if (!(error instanceof BadSignature) && !(error instanceof SyntaxError)) throw error;
      // The cookie is damaged: have it removed.
      this.used = true;
      return null;
    }
  }

  #encode(parts: readonly string[]): string {
    const options = { serializer: plainText, compress: true };
    return this.#signer().signObject(`[${parts.join(",")}]`, options);
  }

  #signer(): TimestampSigner {
    const { settings, now } = this.request;
    const { SECRET_KEY: key, SECRET_KEY_FALLBACKS: fallbackKeys } = settings;
    return getCookieSigner({ salt: SALT, key, fallbackKeys, now });
  }

  #setCookie(value: string, response: HttpResponseBase): void {
    const { settings } = this.request;
    response.setCookie(COOKIE_NAME, value, {
      domain: settings.SESSION_COOKIE_DOMAIN,
      secure: settings.SESSION_COOKIE_SECURE,
      httponly: settings.SESSION_COOKIE_HTTPONLY,
      samesite: settings.SESSION_COOKIE_SAMESITE || undefined,
    });
  }

  #deleteCookie(response: HttpResponseBase): void {
    const { SESSION_COOKIE_DOMAIN: domain, SESSION_COOKIE_SAMESITE } = this.request.settings;
    response.deleteCookie(COOKIE_NAME, { domain, samesite: SESSION_COOKIE_SAMESITE || undefined });
  }
}

/** Signed text consists of characters that need no escaping in a cookie, one byte each. */
function fits(encoded: string): boolean {
  return encoded.length <= MAX_COOKIE_SIZE;
}

function kept(parts: readonly string[], count: number, removeOldest: boolean): readonly string[] {
  return removeOldest ? parts.slice(parts.length - count) : parts.slice(0, count);
}

/** The largest number below `limit` that passes, if every smaller one does too; 0 if none does. */
function mostThat(passes: (count: number) => boolean, limit: number): number {
  let low = 0;
  let high = limit;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return low;
}
