/** Source: WHATWG HTML, "Server-sent events", section "Interpreting an event stream". */
import { StreamingHttpResponse, type HttpRequest, type HttpResponseBase } from "../http/index.ts";

/** An event as a browser receives it. */
export interface ReceivedEvent {
  /** `message` unless the event sets it. */
  readonly event: string;
  readonly data: string;
  /** The `id` of this event, or of the last one with an id; otherwise empty. */
  readonly id: string;
}

/** Reads a view's stream event by event. */
export class EventStream implements AsyncIterable<ReceivedEvent>, AsyncDisposable {
  readonly request: HttpRequest;
  readonly response: HttpResponseBase;
  readonly #events: AsyncGenerator<ReceivedEvent, void>;

  constructor(request: HttpRequest, response: StreamingHttpResponse) {
    this.request = request;
    this.response = response;
    this.#events = eventsOf(response);
  }

  /** @throws {TypeError} The response is not an event stream. */
  static async of(request: HttpRequest, response: HttpResponseBase): Promise<EventStream> {
    const type = response.headers.get("Content-Type", "");
    if (response instanceof StreamingHttpResponse && type.startsWith("text/event-stream")) {
      response.prepareFor(request);
      return new EventStream(request, response);
    }
    await response.close();
    await request.close();
    throw new TypeError(
      `${request.path} answered ${response.status} with ${type || "no content type"} instead of an event stream.`,
    );
  }

  /** The next event, skipping pings and other comments; `undefined` at the end of the stream. */
  async next(): Promise<ReceivedEvent | undefined> {
    const { value } = await this.#events.next();
    return value ?? undefined;
  }

  /** Iterates over further events. Leaving the loop early closes the stream. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ReceivedEvent, void> {
    try {
      for (let next = await this.next(); next !== undefined; next = await this.next()) yield next;
    } finally {
      await this.close();
    }
  }

  /** Disconnects, like a browser whose page is closed. */
  async close(): Promise<void> {
    this.request.abort(new Error("The client closed the stream."));
    await this.response.close();
    await this.request.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function* eventsOf(response: StreamingHttpResponse): AsyncGenerator<ReceivedEvent, void> {
  let id = "";
  for await (const block of blocksOf(response)) {
    const data: string[] = [];
    let event = "";
    for (const line of block.split("\n")) {
      const [, field, value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (field === "data") data.push(value);
      else if (field === "event") event = value;
      else if (field === "id") id = value;
    }
    if (data.length > 0) yield { event: event || "message", data: data.join("\n"), id };
  }
}

/** Blocks between empty lines. */
async function* blocksOf(response: StreamingHttpResponse): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.streamingContent) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    yield* blocks;
  }
}
