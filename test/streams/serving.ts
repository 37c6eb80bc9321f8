import type { TestContext } from "node:test";
import { serve, type ServeOptions, type Serving } from "../../src/server/index.ts";
import { makeSite, type SiteFiles } from "../server/site.ts";

export const streams = `import { EventStreamResponse, lastEventId, websocket } from ${JSON.stringify(
  new URL("../../src/streams/index.ts", import.meta.url).href,
)};\n`;

export interface ServedSite extends Serving {
  readonly errors: readonly unknown[];
  /** What the views put into `globalThis[name]`, a list for each test. */
  readonly seen: unknown[];
}

/** A site whose views stream, on a free port of this machine; stopped after the test. */
export async function servedSite(
  t: TestContext,
  { views = "", settings, ...site }: SiteFiles,
  options: ServeOptions = {},
): Promise<ServedSite> {
  const name = `seen${Math.random()}`;
  const seen: unknown[] = [];
  Object.assign(globalThis, { [name]: seen });
  const application = await makeSite(t, {
    ...site,
    settings: { ALLOWED_HOSTS: ["127.0.0.1", "testserver"], ...settings },
    views: `${streams}\nconst seen = globalThis[${JSON.stringify(name)}];\n${views}`,
  });
  const controller = new AbortController();
  const { signal } = controller;
  const serving = await serve(application, { port: 0, signal, gracePeriodMs: 1000, ...options });
  t.after(async () => {
    controller.abort();
    await serving.closed;
    Reflect.deleteProperty(globalThis, name);
  });
  return { ...serving, errors: application.errors, seen };
}

/** Waits until it is so; the test's own limit ends it otherwise. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
