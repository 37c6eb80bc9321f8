import type { SessionStore } from "./store.ts";

/** Keeps nothing, while a project has no place for sessions yet. They last for one request. */
export const nowhere: SessionStore = {
  synchronous: true,
  load: () => undefined,
  exists: async () => false,
  save: async (sessionKey) => sessionKey,
  async delete() {},
  async clearExpired() {},
};
