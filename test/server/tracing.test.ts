/** Spans by OpenTelemetry's conventions, through its own interface and an SDK of a few lines. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { after, before, describe, it } from "node:test";
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
  type TimeInput,
} from "@opentelemetry/api";
import { serve } from "../../src/server/index.ts";
import { makeSite } from "./site.ts";

/** A span as it was made and ended. */
class TestSpan implements Span {
  name: string;
  readonly attributes: Attributes;
  readonly parent: SpanContext | undefined;
  readonly kind: SpanKind | undefined;
  code: SpanStatusCode | undefined;
  readonly start: TimeInput | undefined;
  end_: TimeInput | undefined;
  isEnded = false;
  readonly #context: SpanContext;

  constructor(name: string, options: SpanOptions, parent: SpanContext | undefined) {
    this.name = name;
    this.attributes = { ...options.attributes };
    this.kind = options.kind;
    this.start = options.startTime;
    this.parent = parent;
    const spanId = String(spans.length + 1).padStart(16, "0");
    this.#context = { traceId: parent?.traceId ?? "1".repeat(32), spanId, traceFlags: 1 };
    spans.push(this);
  }

  spanContext = (): SpanContext => this.#context;
  setAttribute(name: string, value: NonNullable<Attributes[string]>): this {
    this.attributes[name] = value;
    return this;
  }
  setAttributes = (): this => this;
  addEvent = (): this => this;
  addLink = (): this => this;
  addLinks = (): this => this;
  recordException = (): void => {};
  isRecording = (): boolean => !this.isEnded;
  setStatus({ code }: { code: SpanStatusCode }): this {
    this.code = code;
    return this;
  }
  updateName(name: string): this {
    this.name = name;
    return this;
  }
  end(time?: TimeInput): void {
    this.end_ = time;
    this.isEnded = true;
  }
}

const spans: TestSpan[] = [];
const storage = new AsyncLocalStorage<Context>();

before(() => {
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      startSpan: (name, options = {}, within = context.active()) =>
        new TestSpan(name, options, trace.getSpanContext(within)),
      startActiveSpan: () => assert.fail("not used"),
    }),
  });
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, run, self, ...args) => storage.run(active, () => run.apply(self, args)),
    bind: (_active, target) => target,
    enable() {
      return this;
    },
    disable() {
      return this;
    },
  });
  propagation.setGlobalPropagator({
    inject: () => {},
    fields: () => ["traceparent"],
    extract(within, carrier, getter) {
      const [, traceId = "", spanId = ""] = String(getter.get(carrier, "traceparent")).split("-");
      if (spanId === "") return within;
      return trace.setSpanContext(within, { traceId, spanId, traceFlags: 1, isRemote: true });
    },
  });
});
after(() => {
  trace.disable();
  context.disable();
  propagation.disable();
});

const connections = new URL("../../src/connections/index.ts", import.meta.url).href;

describe("a server with @opentelemetry/api", () => {
  it("makes spans for request, view, query and template, each in its place, without values", async (t) => {
    const application = await makeSite(t, {
      views: `
        import { getConnection } from ${JSON.stringify(connections)};
        const page = async (request) => {
          await getConnection(request.settings).all("select 's3cret' as a, ? as b", ["s3cret"]);
          return render(request, "page.html", { a: 1 });
        };
      `,
      urls: `path("page/<int:n>/", page, { name: "page" }), path("fails/", () => { throw new Error("x"); }),`,
      files: { "templates/page.html": "{{ a }}" },
      settings: {
        ALLOWED_HOSTS: ["127.0.0.1"],
        DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
        TEMPLATES: [{ DIRS: ["templates"] }],
      },
    });
    const serving = await serve(application, { port: 0, signal: t.signal, gracePeriodMs: 500 });
    t.after(() => serving.close());
    const headers = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` };
    assert.equal(await (await fetch(`${serving.url}page/7/?q=s3cret`, { headers })).text(), "1");
    assert.equal((await fetch(`${serving.url}fails/`)).status, 500);
    while (spans.some((span) => !span.isEnded))
      await new Promise((resolve) => setImmediate(resolve));

    const named = (name: string): TestSpan => {
      const [span, ...others] = spans.filter((each) => each.name === name);
      assert.ok(
        span && others.length === 0,
        `${name}: ${spans.map((each) => each.name).join(", ")}`,
      );
      return span;
    };
    const parentOf = (name: string): string | undefined => named(name).parent?.spanId;
    const request = named("GET /page/<int:n>/");
    assert.equal(request.kind, SpanKind.SERVER);
    assert.equal(request.parent?.spanId, "b".repeat(16));
    assert.deepEqual(request.attributes, {
      "http.request.method": "GET",
      "url.scheme": "http",
      "url.path": "/page/7/",
      "client.address": "127.0.0.1",
      "http.route": "/page/<int:n>/",
      "http.response.status_code": 200,
    });
    const view = named("view page");
    assert.equal(view.parent?.spanId, request.spanContext().spanId);
    assert.equal(parentOf("SELECT"), view.spanContext().spanId);
    assert.equal(parentOf("template page.html"), view.spanContext().spanId);
    assert.deepEqual(named("SELECT").attributes, {
      "db.system.name": "sqlite",
      "db.namespace": "default",
      "db.operation.name": "SELECT",
      "db.query.text": "select ? as a, ? as b",
    });
    assert.ok(Math.abs(Number(named("SELECT").start) - Date.now()) < 60_000);
    assert.equal(named("GET /fails/").code, SpanStatusCode.ERROR);
    assert.equal(named("GET /fails/").attributes["error.type"], "500");
    assert.doesNotMatch(JSON.stringify(spans.map(({ attributes }) => attributes)), /s3cret/);
  });

  it("makes each span once, for requests through application.fetch too", async (t) => {
    const application = await makeSite(t, {
      views: `
        import { getConnection } from ${JSON.stringify(connections)};
        const asks = async (request) => {
          await getConnection(request.settings).all("select 1 as fetched");
          return new HttpResponse("asked");
        };
      `,
      urls: `path("fetched/", asks, { name: "fetched" })`,
      settings: {
        ALLOWED_HOSTS: ["127.0.0.1"],
        DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
      },
    });
    const serving = await serve(application, { port: 0, signal: t.signal, gracePeriodMs: 500 });
    t.after(() => serving.close());
    const before = spans.length;
    await (await application.fetch(new Request("http://127.0.0.1/fetched/"))).text();
    await (await fetch(`${serving.url}fetched/`)).text();
    while (spans.some((span) => !span.isEnded))
      await new Promise((resolve) => setImmediate(resolve));
    const names = spans.slice(before).map(({ name }) => name);
    const once = ["GET /fetched/", "SELECT", "view fetched"];
    assert.deepEqual(names.toSorted(), [...once, ...once].toSorted());
    const [ofFetch] = spans.slice(before);
    assert.equal(ofFetch?.attributes["client.address"], undefined);
    assert.equal(ofFetch?.attributes["http.response.status_code"], 200);
  });
});
