/** `mkweb/messages/middleware`: lets views leave messages for the visitor. Place it after sessions. */
import { ImproperlyConfigured, loadNamed, type Settings } from "../conf/index.ts";
import type { HttpRequest, HttpResponseBase, Middleware } from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { useStorage, type StorageClass } from "./request-messages.ts";
import { BaseStorage } from "./storage.ts";

/**
 * Django's MessageMiddleware. A request that neither adds nor shows a message reads and writes nothing.
 *
 * @throws {ImproperlyConfigured} When the server starts, if MESSAGE_STORAGE names no storage.
 */
const messageMiddleware: Middleware = async (getResponse, { settings }) => {
  const Storage = await storageOf(settings);

  const keep = (request: HttpRequest, response: HttpResponseBase): HttpResponseBase => {
    if (request._openMessages === undefined) return response;
    const unstored = request._openMessages.update(response);
    if (unstored.length > 0 && settings.DEBUG) {
      throw new RangeError("Not all temporary messages could be stored.");
    }
    return response;
  };

  return (request) => {
    useStorage(request, Storage);
    return goOn(getResponse(request), (response) => keep(request, response));
  };
};

export default messageMiddleware;

/** Loads the class that MESSAGE_STORAGE names. */
function storageOf({
  MESSAGE_STORAGE,
  BASE_DIR,
  SETTINGS_MODULE,
}: Settings): Promise<StorageClass> {
  return loadNamed({
    specifier: MESSAGE_STORAGE,
    baseDir: BASE_DIR,
    isWanted: isStorageClass,
    refusal: () =>
      new ImproperlyConfigured(
        `MESSAGE_STORAGE is '${MESSAGE_STORAGE}', which is not a message storage.`,
        { hint: `Set it to 'mkweb/messages/storage/fallback' in ${SETTINGS_MODULE}.` },
      ),
  });
}

function isStorageClass(value: unknown): value is StorageClass {
  return typeof value === "function" && value.prototype instanceof BaseStorage;
}
