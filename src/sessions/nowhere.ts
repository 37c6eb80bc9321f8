import type { SessionStore } from "./store.ts";

/** Keeps nothing: what sessions have until there is a place for them. They last for their request. */
export const nowhere: SessionStore = {
  synchronous: true,
  load: () => undefined,
  exists: async () => false,
  save: async (sessionKey) => sessionKey,
  async delete() {},
  async clearExpired() {},
};
