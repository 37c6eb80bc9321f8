import type { Settings } from "../../conf/index.ts";
import type { SessionStore } from "../store.ts";

export interface SessionStoreContext {
  readonly settings: Settings;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** The default export of a module that SESSION_ENGINE names. */
export type SessionStoreFactory = (
  context: SessionStoreContext,
) => SessionStore | Promise<SessionStore>;
