/**
 * `mkweb/messages/context-processors`: `messages` and `DEFAULT_MESSAGE_LEVELS` for templates; TEMPLATES names it as
 * `mkweb/messages/context-processors#messages`.
 */
import type { HttpRequest } from "../http/index.ts";
import { getMessages } from "./api.ts";
import { DEFAULT_LEVELS } from "./constants.ts";

export interface MessageVariables {
  readonly messages: ReturnType<typeof getMessages>;
  readonly DEFAULT_MESSAGE_LEVELS: typeof DEFAULT_LEVELS;
}

/**
 * Adds `messages`, read when a template uses them, and `DEFAULT_MESSAGE_LEVELS`.
 *
 * @example
 * const { messages: shown } = messages(request);
 * console.log(Array.from(shown, String));
 */
export function messages(request: HttpRequest): MessageVariables {
  return { messages: getMessages(request), DEFAULT_MESSAGE_LEVELS: DEFAULT_LEVELS };
}
