/** `mkweb/messages/storage/session`: a MESSAGE_STORAGE: the session. */
import { ImproperlyConfigured } from "../../conf/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { decodeMessages, encodeMessage } from "../codec.ts";
import { Message } from "../message.ts";
import { BaseStorage, type StoredMessages } from "../storage.ts";

/** Django's session item. */
const ITEM = "_messages";

/** Keeps messages in the visitor's session (`mkweb/messages/storage/session`), without a limit. */
export default class SessionStorage extends BaseStorage {
  /** @throws {ImproperlyConfigured} The session middleware is missing before the messages middleware. */
  constructor(request: HttpRequest) {
    super(request);
    requireSession(request);
  }

  override load(): StoredMessages {
    const text = this.request.session.get(ITEM);
    if (typeof text !== "string" || text === "") return { messages: null, allRetrieved: true };
    const items = decodeMessages(text, (...parts) => this.message(...parts));
    return { messages: items.filter((item) => item instanceof Message), allRetrieved: true };
  }

  override store(messages: readonly Message[]): readonly Message[] {
    const { session } = this.request;
    if (messages.length === 0) session.pop(ITEM);
    else {
      const parts = messages.map((message) => encodeMessage(message, ", "));
      session.set(ITEM, `[${parts.join(", ")}]`);
    }
    return [];
  }
}

/**
 * Refuses a request without a session.
 *
 * @throws {ImproperlyConfigured} The request has no session.
 *
 * @example
 * requireSession(request);
 * request.session.set("seen", true);
 */
export function requireSession(request: HttpRequest): void {
  if ("session" in request) return;
  throw new ImproperlyConfigured("Messages are kept in the session, and the request has none.", {
    hint: "List 'mkweb/sessions/middleware' before 'mkweb/messages/middleware' in MIDDLEWARE.",
  });
}
