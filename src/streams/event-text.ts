/** Source: WHATWG HTML, "Server-sent events", section "Parsing an event stream". */

/** One event of a stream; all parts are optional. */
export interface ServerSentEvent {
  /** The data: a text unchanged, of one or more lines; anything else as JSON. */
  readonly data?: unknown;
  /** Event type in browsers: `source.addEventListener("price", …)`. Default: `message`. */
  readonly event?: string;
  /** Sent back by a reconnecting browser as `Last-Event-ID`. */
  readonly id?: string | number;
  /** Time in ms that a browser waits before it reconnects: a whole number from 0. */
  readonly retry?: number;
  /** A comment that browsers ignore. */
  readonly comment?: string;
}

/**
 * Writes an event for the stream. A text is an event with this data.
 *
 * @throws {TypeError} A line break in `event` or `id`, or a NUL in `id`, which would break the stream; or
 *   data without a JSON form.
 * @throws {RangeError} A `retry` that is not a whole number from 0.
 */
export function writeEvent(given: ServerSentEvent | string): string {
  const { data, event, id, retry, comment } = typeof given === "string" ? { data: given } : given;
  const lines = comment === undefined ? "" : linesOf("", comment);
  // Browsers drop an event without a line of data.
  const text = data === undefined && event === undefined ? undefined : textOf(data);
  return [
    lines,
    event === undefined ? "" : `event: ${oneLine("event", event)}\n`,
    id === undefined ? "" : `id: ${oneLine("id", String(id))}\n`,
    retry === undefined ? "" : `retry: ${wholeNumber(retry)}\n`,
    text === undefined ? "" : linesOf("data", text),
    "\n",
  ].join("");
}

function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  if (data === undefined) return "";
  const json: unknown = JSON.stringify(data);
  if (typeof json === "string") return json;
  throw new TypeError(`An event's data must be a text or JSON, and JSON has no ${typeof data}.`);
}

function linesOf(field: string, text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `${field}: ${line}\n`)
    .join("");
}

function oneLine(field: string, text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (!/[\r\n\0]/.test(text)) return text;
  throw new TypeError(`An event's ${field} must be one line: ${JSON.stringify(text)}.`);
}

function wholeNumber(retry: number): number {
  if (Number.isSafeInteger(retry) && retry >= 0) return retry;
  throw new RangeError(`An event's retry must be milliseconds, a whole number, not ${retry}.`);
}
