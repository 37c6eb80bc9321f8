/** Where a request keeps its messages: in a storage that is made when somebody first asks for it. */
import { HttpRequest } from "../http/index.ts";
import type { BaseStorage } from "./storage.ts";

/** What MESSAGE_STORAGE names. */
export type StorageClass = new (request: HttpRequest) => BaseStorage;

declare module "../http/index.ts" {
  interface HttpRequest {
    /** The visitor's messages, once the messages middleware has run; `getMessages(request)` gives them. */
    _messages: BaseStorage | undefined;
    /** The class of {@link _messages}, from the middleware. */
    _messageStorage?: StorageClass;
    /** {@link _messages} once it is made. */
    _openMessages?: BaseStorage;
  }
}

/** Lets the request have messages, which it makes when somebody first asks. */
export function useStorage(request: HttpRequest, Storage: StorageClass): void {
  request._messageStorage = Storage;
}

/** One property of every request: making a storage for each would cost more than the rest of this room. */
const messagesProperty: PropertyDescriptor & ThisType<HttpRequest> = {
  configurable: true,
  get(): BaseStorage | undefined {
    if (this._openMessages === undefined && this._messageStorage !== undefined) {
      this._openMessages = new this._messageStorage(this);
    }
    return this._openMessages;
  },
  set(storage: BaseStorage) {
    this._openMessages = storage;
  },
};
Object.defineProperty(HttpRequest.prototype, "_messages", messagesProperty);
