/** `mkweb/messages`: one-time messages for a visitor, shown on the next page. See docs/topics/messages.md. */
export {
  addMessage,
  debug,
  error,
  getLevel,
  getMessages,
  info,
  MessageFailure,
  setLevel,
  success,
  warning,
  type AddOptions,
} from "./api.ts";
export { DEBUG, DEFAULT_LEVELS, DEFAULT_TAGS, ERROR, INFO, SUCCESS, WARNING } from "./constants.ts";
export { Message, type MessageText } from "./message.ts";
export type { StorageClass } from "./request-messages.ts";
export { BaseStorage, type StoredMessages, type StoreOptions } from "./storage.ts";
