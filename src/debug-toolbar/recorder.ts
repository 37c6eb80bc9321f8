/** Records events for the requests being recorded. */
import { observeCaches } from "../cache/index.ts";
import { observeQueries } from "../connections/index.ts";
import { currentRequest, followRequests, HttpRequest } from "../http/index.ts";
import { observeTemplates, type TemplateRender } from "../templates/index.ts";
import { placesNow } from "./place.ts";
import { RequestRecord } from "./record.ts";
import { shownValues } from "./show.ts";

const records = new WeakMap<HttpRequest, RequestRecord>();
let isObserving = false;

/** Starts to observe queries, templates and caches, once per process. */
export function startObserving(): void {
  if (isObserving) return;
  isObserving = true;
  followRequests();
  observeQueries((query) => {
    const record = recordOf(currentRequest());
    record?.keep(record.queries, { ...query, places: placesNow() });
  });
  observeCaches((call) => {
    const record = recordOf(currentRequest());
    record?.keep(record.calls, call);
  });
  observeTemplates((render) => {
    const { request = currentRequest() } = render;
    const record = request instanceof HttpRequest ? recordOf(request) : undefined;
    if (record) noteRender(record, render);
  });
}

/** Records what the request does from now on. */
export function record(request: HttpRequest): RequestRecord {
  const made = new RequestRecord(request);
  records.set(request, made);
  return made;
}

export function recordOf(request: HttpRequest | undefined): RequestRecord | undefined {
  return request && records.get(request);
}

function noteRender(record: RequestRecord, render: TemplateRender): void {
  const { name, origin, startedAt, durationMs } = render;
  const error = render.error !== undefined;
  record.keep(record.renders, { name, origin, startedAt, durationMs, error });
  const key = origin === name ? `${origin} ${record.contexts.size}` : origin;
  if (!record.contexts.has(key)) record.contexts.set(key, shownValues(render.context()));
}
