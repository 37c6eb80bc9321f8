/** Functions for views. Source: Django, `contrib/messages/api.py`. */
import { MkwebError } from "../errors.ts";
import type { HttpRequest } from "../http/index.ts";
import { DEBUG, ERROR, INFO, SUCCESS, WARNING } from "./constants.ts";
import type { Message, MessageText } from "./message.ts";
import type { BaseStorage } from "./storage.ts";

export interface AddOptions {
  /** Additional tags of the message, next to its level's tag. */
  readonly extraTags?: string;
  /** Do nothing instead of throwing if the middleware is missing. For apps that work with and without messages. */
  readonly failSilently?: boolean;
}

/** A message was added in a project without messages. Its code is `MKWEB_IMPROPERLY_CONFIGURED`. */
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
 * Stores a message for the visitor until a page shows it, in this request or a later one.
 *
 * @param level One of the constants, or a number between them. Messages below MESSAGE_LEVEL are dropped.
 * @throws {MessageFailure} The middleware is missing and `failSilently` is not set.
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

/**
 * Adds a debug message, as {@link addMessage} does.
 *
 * @example
 * debug(request, "12 questions were read.");
 */
export function debug(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, DEBUG, message, options);
}

/**
 * Adds an info message, as {@link addMessage} does.
 *
 * @example
 * info(request, "There are new polls.");
 */
export function info(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, INFO, message, options);
}

/**
 * Adds a success message, as {@link addMessage} does.
 *
 * @example
 * success(request, "Your vote was counted.");
 */
export function success(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, SUCCESS, message, options);
}

/**
 * Adds a warning, as {@link addMessage} does.
 *
 * @example
 * warning(request, "The poll ends tonight.");
 */
export function warning(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, WARNING, message, options);
}

/**
 * Adds an error message, as {@link addMessage} does.
 *
 * @example
 * error(request, "The poll is closed.");
 */
export function error(request: HttpRequest, message: MessageText, options?: AddOptions): void {
  addMessage(request, ERROR, message, options);
}

/**
 * Returns the visitor's messages; iterating over them marks them as shown. Empty without the middleware.
 *
 * @example
 * for (const message of getMessages(request)) console.log(message.level, String(message));
 */
export function getMessages(request: HttpRequest): BaseStorage | readonly Message[] {
  return request._messages ?? [];
}

/**
 * Returns the level below which messages are dropped.
 *
 * @example
 * if (getLevel(request) <= 10) debug(request, "12 questions were read.");
 */
export function getLevel(request: HttpRequest): number {
  return request._messages?.level ?? request.settings.MESSAGE_LEVEL;
}

/**
 * Sets, for this request, the level below which messages are dropped; `null` resets it to MESSAGE_LEVEL.
 *
 * @returns Whether the middleware is present to record it.
 *
 * @example
 * setLevel(request, 10);
 * debug(request, "12 questions were read.");
 */
export function setLevel(request: HttpRequest, level: number | null): boolean {
  if (!request._messages) return false;
  request._messages.level = level;
  return true;
}
