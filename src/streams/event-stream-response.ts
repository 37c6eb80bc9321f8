import { StreamingHttpResponse, type HttpRequest, type ResponseOptions } from "../http/index.ts";
import { EventFeed, type Events } from "./event-feed.ts";
import { writeEvent } from "./event-text.ts";

export interface EventStreamOptions extends Omit<ResponseOptions, "contentType" | "charset"> {
  /**
   * Seconds without an event after which a comment is sent, so that proxies keep the stream open and vanished
   * clients are noticed; above 0, or `null` for none. Default 15.
   */
  readonly ping?: number | null;
  /** Time in ms that a browser waits before it reconnects. Default: the browser's own, about 3 seconds. */
  readonly retry?: number;
}

/**
 * Server-sent events, for a browser's `EventSource`: an open response to which events are written as they
 * happen.
 *
 * The next event is requested once the client has read the earlier ones. The stream ends when its source
 * does, when the client leaves or reads nothing for SEND_TIMEOUT, or when the server is told to stop. Then
 * the source's `return()` is called and its signal aborted at once. VIEW_TIMEOUT limits only the time until
 * the stream begins.
 *
 * @example
 * export function prices(request: HttpRequest) {
 *   return new EventStreamResponse(async function* (signal) {
 *     for await (const [price] of on(market, "price", { signal })) yield { event: "price", data: price };
 *   });
 * }
 */
export class EventStreamResponse extends StreamingHttpResponse {
  readonly #feed: EventFeed;

  /**
   * @param events Events or their data as texts, or a function that creates them from the signal that tells
   *   when to stop. A HEAD request, or a middleware that answers itself, never starts them.
   * @throws {RangeError} A `ping` of 0 or less.
   */
  constructor(events: Events, { ping = 15, retry, ...options }: EventStreamOptions = {}) {
    if (ping !== null && !(ping > 0)) throw new RangeError(`ping must be above 0, not ${ping}.`);
    // Sent at once, so that the browser's "open" event does not wait for the first event.
    const opening = retry === undefined ? writeEvent({ comment: "" }) : writeEvent({ retry });
    const pingMs = ping === null ? undefined : ping * 1000;
    const feed = new EventFeed({ events, opening, pingMs });
    super(feed, { ...options, contentType: "text/event-stream" });
    this.#feed = feed;
    this.headers.setdefault("Cache-Control", "no-cache, no-transform");
    // Otherwise nginx would hold events back until its buffer is full.
    this.headers.setdefault("X-Accel-Buffering", "no");
    this.onClose(() => feed.end());
  }

  override prepareFor(request: HttpRequest): void {
    super.prepareFor(request);
    const { draining } = request;
    const end = (): void => this.#feed.end();
    if (draining.aborted) return end();
    draining.addEventListener("abort", end);
    this.onClose(() => draining.removeEventListener("abort", end));
  }
}

/**
 * Returns the `id` of the last event that a reconnecting browser received; otherwise `undefined`.
 *
 * @example
 * const missed = await Price.objects.filter({ id: gt(Number(lastEventId(request) ?? 0)) });
 */
export function lastEventId(request: HttpRequest): string | undefined {
  const header = request.headers.get("last-event-id");
  // Browsers send UTF-8; node:http reads headers as Latin-1.
  return header === undefined ? undefined : Buffer.from(header, "latin1").toString("utf8");
}
