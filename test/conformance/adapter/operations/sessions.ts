import { openSessionStore } from "../../../../src/sessions/middleware.ts";
import { decodeSession, encodeSession } from "../../../../src/sessions/index.ts";
import type { Operation } from "../answer.ts";
import { clockAt, NOW, SECRET_KEY, type Given, type Step } from "../protocol.ts";
import { hideSessionKeys } from "../session-keys.ts";
import { SessionSteps } from "../session-steps.ts";
import { siteOf } from "../site.ts";
import { decodeRecord } from "../values.ts";

export const sessionOperations: Readonly<Record<string, Operation>> = {
  "session.encode": (given, doing) => {
    const items = new Map(Object.entries(decodeRecord(doing["data"] as Record<string, unknown>)));
    return { session_data: encodeSession(items, keysOf(given), () => (given.now ?? NOW) * 1000) };
  },
  "session.decode": (given, doing) => ({
    data: Object.fromEntries(decodeSession(String(doing["session_data"]), keysOf(given))),
  }),
  "session.steps": async (given, doing) => {
    const now = clockAt(given.now ?? NOW);
    const site = await siteOf({ middleware: [], ...given }, now);
    try {
      const { settings } = site.application;
      const store = await openSessionStore(settings, now);
      const steps = new SessionSteps({
        store,
        settings,
        now,
        advance: (seconds) => now.advance(seconds),
      });
      return hideSessionKeys({ steps: await steps.run(doing["steps"] as readonly Step[]) });
    } finally {
      await site.close();
    }
  },
};

function keysOf({ settings = {} }: Given) {
  const fallbacks = settings["SECRET_KEY_FALLBACKS"];
  return {
    SECRET_KEY: String(settings["SECRET_KEY"] ?? SECRET_KEY),
    SECRET_KEY_FALLBACKS: Array.isArray(fallbacks) ? fallbacks.map(String) : [],
  };
}
