import type { App, Settings } from "../../conf/index.ts";
import type { Health } from "../../health/index.ts";
import type { GetResponse } from "../../http/index.ts";
import type { Urlconf } from "../urlconf.ts";
import { announced } from "./announced.ts";
import { buildChain } from "./chain.ts";
import { ErrorResponder, type ErrorListener } from "./error-responder.ts";
import { withFilesInFront } from "./files-in-front.ts";
import { healthOf, withHealthInFront } from "./health.ts";
import { limitViews } from "./view-limit.ts";

export interface LayersOptions {
  readonly settings: Settings;
  readonly apps: readonly App[];
  readonly urlconf: Urlconf;
  readonly now: () => number;
  /** Whether to serve static files at all. */
  readonly staticFiles: boolean;
  /** Called for each error that becomes an error page. */
  readonly report: ErrorListener;
}

export interface Layers {
  /** Never throws and never rejects. */
  readonly respond: GetResponse;
  readonly health: Health | undefined;
}

/**
 * Builds the layers that answer a request: the views and their middleware, VIEW_TIMEOUT, files,
 * `requestStarted`, and outermost the paths of HEALTH.
 */
export async function buildLayers({
  settings,
  apps,
  urlconf,
  now,
  staticFiles,
  report,
}: LayersOptions): Promise<Layers> {
  const errors = new ErrorResponder(settings, urlconf, report);
  const onError = errors.respond.bind(errors);
  const resolve = urlconf.resolve.bind(urlconf);
  const chain = await buildChain({ settings, now, resolve, onError });
  const limited = limitViews(chain, settings.VIEW_TIMEOUT, onError);
  const files = await withFilesInFront(limited, { settings, apps, now, staticFiles, onError });
  const health = await healthOf(settings, apps);
  return { respond: withHealthInFront(announced(files, onError), health, onError), health };
}
