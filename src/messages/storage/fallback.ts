/**
 * `mkweb/messages/storage/fallback`: a MESSAGE_STORAGE: the cookie, and the session for what does not fit there. The
 * default.
 */
import type { HttpRequest, HttpResponseBase } from "../../http/index.ts";
import type { Message } from "../message.ts";
import { BaseStorage, type StoredMessages } from "../storage.ts";
import CookieStorage from "./cookie.ts";
import SessionStorage, { requireSession } from "./session.ts";

/**
 * Keeps messages in a cookie and, if they do not fit, the newest of them in the session
 * (`mkweb/messages/storage/fallback`, the default).
 */
export default class FallbackStorage extends BaseStorage {
  #storages: readonly BaseStorage[] | undefined;
  /** Storages that held messages and must be cleared. */
  #holding: readonly BaseStorage[] = [];

  /** @throws {ImproperlyConfigured} The session middleware is missing before the messages middleware. */
  constructor(request: HttpRequest) {
    super(request);
    requireSession(request);
  }

  override load(): StoredMessages {
    const all: Message[] = [];
    for (const storage of this.#all()) {
      const { messages, allRetrieved } = storage.load();
      if (messages !== null) this.#holding = [...this.#holding, storage];
      all.push(...(messages ?? []));
      if (messages === null || allRetrieved) return { messages: all, allRetrieved };
    }
    return { messages: all, allRetrieved: false };
  }

  override store(messages: readonly Message[], response: HttpResponseBase): readonly Message[] {
    let rest = messages;
    for (const storage of this.#all()) {
      if (rest.length > 0) rest = storage.store(rest, response, { removeOldest: false });
      // Nothing is left for it: its messages were shown, or moved.
      else if (this.#holding.includes(storage)) storage.store([], response);
    }
    this.#holding = [];
    return rest;
  }

  #all(): readonly BaseStorage[] {
    return (this.#storages ??= [new CookieStorage(this.request), new SessionStorage(this.request)]);
  }
}
