import type { Settings } from "../conf/index.ts";
import {
  type GetResponse,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
  type MiddlewareHandler,
} from "../http/index.ts";
import { getNonce } from "../middleware/index.ts";
import { requestFacts, responseFacts } from "./facts.ts";
import { History } from "./history.ts";
import { insertHandle } from "./insert.ts";
import { answer, PREFIX, rootOf, urlOf } from "./pages.ts";
import type { RequestRecord } from "./record.ts";
import { record, recordOf, startObserving } from "./recorder.ts";
import { isShownTo } from "./shown.ts";
import { isControl } from "./statement.ts";

/** Creates the middleware of a site with DEBUG. */
export function createToolbar(getResponse: GetResponse, settings: Settings): MiddlewareHandler {
  const history = new History(settings.DEBUG_TOOLBAR_CONFIG.RESULTS_CACHE_SIZE ?? 25);
  startObserving();
  const handler = (request: HttpRequest): MaybePromise<HttpResponseBase> => {
    if (!isShownTo(request)) return getResponse(request);
    if (request.pathInfo.startsWith(PREFIX)) return answer(request, history, settings);
    const noted = record(request);
    history.add(noted);
    const response = getResponse(request);
    return response instanceof Promise
      ? response.then((settled) => finish(noted, request, settled))
      : finish(noted, request, response);
  };
  return Object.assign(handler, {
    processView(request: HttpRequest) {
      // Asks for the nonce in time: the page's policy includes it only if something asked.
      if (recordOf(request)) getNonce(request);
      return undefined;
    },
  });
}

function finish(
  noted: RequestRecord,
  request: HttpRequest,
  response: HttpResponseBase,
): HttpResponseBase {
  noted.finish(
    requestFacts(request),
    responseFacts(response, request.settings.SESSION_COOKIE_NAME),
  );
  const { queries, durationMs, renders, calls } = noted;
  const sent = queries.filter(({ sql }) => !isControl(sql));
  const url = urlOf(noted, request);
  response.headers.set("Debug-Toolbar", originOf(request) + url);
  response.headers.setdefault(
    "Server-Timing",
    [
      `total;dur=${durationMs.toFixed(2)}`,
      timing("sql", sent, "queries"),
      timing("templates", outermost(renders), "templates"),
      timing("cache", calls, "cache calls"),
    ].join(", "),
  );
  const count = sent.length === 1 ? "1 query" : `${sent.length} queries`;
  const summary = `${durationMs.toFixed(durationMs < 10 ? 1 : 0)} ms · ${count}`;
  insertHandle(request, response, { url, assets: rootOf(request), summary });
  return response;
}

/** Empty if the host is not allowed; then links have only a path. */
function originOf(request: HttpRequest): string {
  try {
    return `${request.scheme}://${request.getHost()}`;
  } catch {
    return "";
  }
}

interface Span {
  readonly startedAt: number;
  readonly durationMs: number;
}

function timing(name: string, spans: readonly Span[], what: string): string {
  const total = spans.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return `${name};dur=${total.toFixed(2)};desc="${spans.length} ${what}"`;
}

/** Returns the spans that lie in no other, as nested ones are part of their time. */
function outermost(spans: readonly Span[]): readonly Span[] {
  let end = 0;
  return [...spans]
    .sort((a, b) => a.startedAt - b.startedAt || b.durationMs - a.durationMs)
    .filter(({ startedAt, durationMs }) => {
      const isInside = startedAt + durationMs <= end;
      end = Math.max(end, startedAt + durationMs);
      return !isInside;
    });
}
