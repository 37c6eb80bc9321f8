/** `mkweb/sessions`: keeps data for each visitor between requests. See docs/topics/sessions.md. */
export type { SessionStoreContext, SessionStoreFactory } from "./backends/context.ts";
export { decodeSession, encodeSession, type CodecSettings } from "./codec.ts";
export type { Expiry, ExpiryOptions, ExpirySettings } from "./expiry.ts";
// The whole module, so that `declare module` can add members to SessionData.
export * from "./session.ts";
export {
  CreateError,
  UpdateError,
  type SaveOptions,
  type SessionItems,
  type SessionStore,
} from "./store.ts";
export type { SessionOptions } from "./stored-session.ts";
