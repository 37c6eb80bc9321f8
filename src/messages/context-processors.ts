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

/** `messages`, read when a template looks at them, and `DEFAULT_MESSAGE_LEVELS`. */
export function messages(request: HttpRequest): MessageVariables {
  return { messages: getMessages(request), DEFAULT_MESSAGE_LEVELS: DEFAULT_LEVELS };
}
