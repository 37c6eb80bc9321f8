/** Keeps the messages of a request in a storage that is created on first use. */
import { HttpRequest } from "../http/index.ts";
import type { BaseStorage } from "./storage.ts";

/** The class that MESSAGE_STORAGE names. */
export type StorageClass = new (request: HttpRequest) => BaseStorage;

declare module "../http/index.ts" {
  interface HttpRequest {
    /** The visitor's messages, once the messages middleware has run; returned by `getMessages(request)`. */
    _messages: BaseStorage | undefined;
    /** The class of {@link _messages}, set by the middleware. */
    _messageStorage?: StorageClass;
    /** {@link _messages}, once created. */
    _openMessages?: BaseStorage;
  }
}

/** Gives the request a message storage, created on first use. */
export function useStorage(request: HttpRequest, Storage: StorageClass): void {
  request._messageStorage = Storage;
}

/** Shared by all requests: creating a storage for each would cost more than all other code here. */
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
