import { randomBytes } from "node:crypto";
import type { CacheCall } from "../cache/index.ts";
import type { ObservedQuery } from "../connections/index.ts";
import type { HttpRequest } from "../http/index.ts";
import { maskText } from "../secrets/index.ts";
import type { Place } from "./place.ts";
import type { RequestFacts, ResponseFacts } from "./facts.ts";

/** A statement and the project's lines that led to it, innermost first. */
export interface RecordedQuery extends ObservedQuery {
  readonly places: readonly Place[];
}

/** One rendering of a template. */
export interface RecordedRender {
  readonly name: string;
  readonly origin: string;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly error: boolean;
}

/** Names and values, safe to show. */
export type Values = readonly (readonly [name: string, value: string])[];

/** Limit for requests that never end, such as event streams; anything beyond is only counted. */
const MOST = 10_000;

/** What one request did. */
export class RequestRecord {
  readonly id = randomBytes(6).toString("hex");
  readonly method: string;
  readonly path: string;
  /** Start time: in milliseconds since 1970, and on the clock of `performance.now()`. */
  readonly at: number;
  readonly startedAt = performance.now();
  readonly queries: RecordedQuery[] = [];
  readonly renders: RecordedRender[] = [];
  /** The context of each template's first rendering, by file. */
  readonly contexts = new Map<string, Values>();
  readonly calls: CacheCall[] = [];
  /** How many entries were not kept. */
  left = 0;
  durationMs = 0;
  /** CPU time of the whole process during the request, in ms. */
  cpuMs = 0;
  request: RequestFacts | undefined;
  response: ResponseFacts | undefined;
  readonly #cpu = process.cpuUsage();

  constructor(request: HttpRequest) {
    this.method = request.method;
    this.path = maskText(request.getFullPath());
    this.at = request.now();
  }

  keep<Item>(list: Item[], item: Item): void {
    if (list.length < MOST) list.push(item);
    else this.left += 1;
  }

  finish(request: RequestFacts, response: ResponseFacts): void {
    const { user, system } = process.cpuUsage(this.#cpu);
    this.durationMs = performance.now() - this.startedAt;
    this.cpuMs = (user + system) / 1000;
    this.request = request;
    this.response = response;
  }
}
