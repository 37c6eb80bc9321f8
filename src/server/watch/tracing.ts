/** Spans by OpenTelemetry's conventions, for projects with `@opentelemetry/api`. */
import type { Api } from "./open-telemetry.ts";
import { observeQueries, type ObservedQuery } from "../../connections/index.ts";
import type { HttpRequest, RequestMatch } from "../../http/index.ts";
import { observeTemplates, type TemplateRender } from "../../templates/index.ts";
import { sqlWithoutValues } from "./sql-without-values.ts";
import { followViews } from "../answer/view-caller.ts";
import type { RequestEnd, RequestWatcher } from "./watching.ts";

type Span = ReturnType<ReturnType<Api["trace"]["getTracer"]>["startSpan"]>;

/** The tracing of a server. */
export interface Tracing {
  readonly watcher: RequestWatcher;
  /** Stops creating spans for statements and templates. */
  readonly end: () => void;
}

/** Creates a span for each request, view, statement and template, from now on. */
export function startTracing(api: Api): Tracing {
  const tracer = api.trace.getTracer("mkweb");
  const ends = [
    observeQueries((query) => {
      if (api.trace.getActiveSpan()) traceQuery(api, tracer, query);
    }),
    followViews((match, run) => traceView(api, tracer, match, run)),
    observeTemplates((render) => {
      if (api.trace.getActiveSpan()) traceTemplate(tracer, render);
    }),
  ];
  return { watcher: new RequestTracer(api, tracer), end: () => ends.forEach((each) => each()) };
}

type Tracer = ReturnType<Api["trace"]["getTracer"]>;

class RequestTracer implements RequestWatcher {
  readonly #api: Api;
  readonly #tracer: Tracer;
  readonly #spans = new WeakMap<HttpRequest, Span>();

  constructor(api: Api, tracer: Tracer) {
    this.#api = api;
    this.#tracer = tracer;
  }

  begin(request: HttpRequest, client: string): (end: RequestEnd) => void {
    const { propagation, context, SpanKind } = this.#api;
    const parent = propagation.extract(context.active(), request.headers, {
      get: (headers, name) => headers.get(name),
      keys: (headers) => Array.from(headers, ([name]) => name),
    });
    const attributes = {
      "http.request.method": request.method,
      "url.scheme": request.scheme,
      "url.path": request.path,
      ...(client !== "" && { "client.address": client }),
    };
    const options = { kind: SpanKind.SERVER, attributes };
    const span = this.#tracer.startSpan(request.method, options, parent);
    this.#spans.set(request, span);
    return (end) => this.#finish(request, span, end);
  }

  within<R>(request: HttpRequest, run: () => R): R {
    const { trace, context } = this.#api;
    const span = this.#spans.get(request);
    return span ? context.with(trace.setSpan(context.active(), span), run) : run();
  }

  #finish(request: HttpRequest, span: Span, { response, aborted }: RequestEnd): void {
    const route = request.resolverMatch?.route;
    if (route !== undefined) {
      span.updateName(`${request.method} /${route}`);
      span.setAttribute("http.route", `/${route}`);
    }
    const status = response?.status;
    if (status !== undefined) span.setAttribute("http.response.status_code", status);
    if (status === undefined || status >= 500) {
      span.setAttribute("error.type", String(status ?? "aborted"));
      span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
    } else if (aborted) span.setAttribute("error.type", "aborted");
    span.end();
  }
}

function traceView<R>(
  { trace, context, SpanStatusCode }: Api,
  tracer: Tracer,
  { func, viewName }: RequestMatch,
  run: () => R,
): R {
  const name = viewName ?? func.name;
  const attributes = { "code.function.name": func.name || name };
  const span = tracer.startSpan(`view ${name}`, { attributes });
  const fail = (error: unknown): void => {
    span.setAttribute("error.type", error instanceof Error ? error.name : "_OTHER");
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  try {
    const result = context.with(trace.setSpan(context.active(), span), run);
    if (result instanceof Promise) result.then(() => span.end(), fail);
    else span.end();
    return result;
  } catch (error) {
    fail(error);
    throw error;
  }
}

/** Created after the event, with the statement's times; the current span is its parent. */
function traceQuery(
  { SpanKind, SpanStatusCode }: Api,
  tracer: Tracer,
  { alias, vendor, sql, startedAt, durationMs, error }: ObservedQuery,
): void {
  const operation = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? vendor;
  const table = /\b(?:from|into|update)\s+"?([\w.]+)/i.exec(sql)?.[1];
  const startTime = performance.timeOrigin + startedAt;
  const attributes = {
    "db.system.name": vendor,
    "db.namespace": alias,
    "db.operation.name": operation,
    "db.query.text": sqlWithoutValues(sql),
    ...(table !== undefined && { "db.collection.name": table }),
  };
  const name = table === undefined ? operation : `${operation} ${table}`;
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime, attributes });
  if (error !== undefined) {
    span.setAttribute("error.type", error instanceof Error ? error.name : "_OTHER");
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(startTime + durationMs);
}

function traceTemplate(tracer: Tracer, { name, startedAt, durationMs }: TemplateRender): void {
  const attributes = { "mkweb.template.name": name };
  tracer
    .startSpan(`template ${name}`, { startTime: startedAt, attributes })
    .end(startedAt + durationMs);
}
