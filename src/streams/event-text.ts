/** Source: WHATWG HTML, "Server-sent events", section "Parsing an event stream". */

/** One event of a stream; each part may be left out. */
export interface ServerSentEvent {
  /** What happened: a text as it is, of several lines too; anything else as JSON. */
  readonly data?: unknown;
  /** What browsers call it: `source.addEventListener("price", …)`. Default: `message`. */
  readonly event?: string;
  /** What a browser that comes back tells as `Last-Event-ID`. */
  readonly id?: string | number;
  /** How long a browser waits before it comes back, in ms: a whole number from 0 on. */
  readonly retry?: number;
  /** A note that browsers skip. */
  readonly comment?: string;
}

/**
 * An event as it goes over the line. A text is an event with this data.
 *
 * @throws {TypeError} A line break in `event` or `id`, or a NUL in `id`, which would begin another event; data that JSON
 *   cannot hold.
 * @throws {RangeError} A `retry` that is no whole number from 0 on.
 */
export function writeEvent(given: ServerSentEvent | string): string {
  const { data, event, id, retry, comment } = typeof given === "string" ? { data: given } : given;
  const lines = comment === undefined ? "" : linesOf("", comment);
  // Browsers drop an event that has no line of data.
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
