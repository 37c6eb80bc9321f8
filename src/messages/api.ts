/** What views call. Source: Django, `contrib/messages/api.py`. */
import { MkwebError } from "../errors.ts";
import type { HttpRequest } from "../http/index.ts";
import { DEBUG, ERROR, INFO, SUCCESS, WARNING } from "./constants.ts";
import type { Message, MessageText } from "./message.ts";
import type { BaseStorage } from "./storage.ts";

export interface AddOptions {
  /** Tags of the message's own, besides that of its level. */
  readonly extraTags?: string;
  /** Without the middleware, do nothing instead of throwing. For apps that work with and without messages. */
  readonly failSilently?: boolean;
}

/** A message was added, and the project has no messages. Its code is `MKWEB_IMPROPERLY_CONFIGURED`. */
export class MessageFailure extends MkwebError {
  override readonly name = "MessageFailure";

  constructor() {
    super(
      "MKWEB_IMPROPERLY_CONFIGURED",
      "You cannot add messages without installing mkweb/messages/middleware.",
      { hint: "List 'mkweb/messages/middleware' after 'mkweb/sessions/middleware' in MIDDLEWARE." },
    );
  }
}

/**
 * Keeps a message for the visitor until a page shows it, on this request or a later one.
 *
 * @param level One of the constants, or a number between them; below MESSAGE_LEVEL it is dropped.
 * @throws {MessageFailure} Without the middleware, unless `failSilently`.
 *
 * @example
 * addMessage(request, INFO, "Your vote was counted.", { extraTags: "urgent" });
 */
export function addMessage(
  request: HttpRequest,
  level: number,
  message: MessageText,
  { extraTags = "", failSilently = false }: AddOptions = {},
): void {
  if (request._messages) request._messages.add(level, message, extraTags);
  else if (!failSilently) throw new MessageFailure();
}

/** Adds a message of this level, as {@link addMessage} does. */
export function debug(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, DEBUG, message, options);
}

/**
 * Adds a message of this level, as {@link addMessage} does.
 *
 * @example
 * info(request, "There are new polls.");
 */
export function info(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, INFO, message, options);
}

/**
 * Adds a message of this level, as {@link addMessage} does.
 *
 * @example
 * success(request, "Your vote was counted.");
 */
export function success(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, SUCCESS, message, options);
}

/**
 * Adds a message of this level, as {@link addMessage} does.
 *
 * @example
 * warning(request, "The poll ends tonight.");
 */
export function warning(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, WARNING, message, options);
}

/**
 * Adds a message of this level, as {@link addMessage} does.
 *
 * @example
 * error(request, "The poll is closed.");
 */
export function error(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, ERROR, message, options);
}

/**
 * The visitor's messages; going through them marks them as shown. None without the middleware.
 *
 * @example
 * for (const message of getMessages(request)) console.log(message.level, String(message));
 */
export function getMessages(request: HttpRequest): BaseStorage | readonly Message[] {
  return request._messages ?? [];
}

/** The level below which messages are dropped. */
export function getLevel(request: HttpRequest): number {
  return request._messages?.level ?? request.settings.MESSAGE_LEVEL;
}

/**
 * Changes, for this request, the level below which messages are dropped; `null`: MESSAGE_LEVEL.
 *
 * @returns Whether there is the middleware, which records it.
 */
export function setLevel(request: HttpRequest, level: number | null): boolean {
  if (!request._messages) return false;
  request._messages.level = level;
  return true;
}
