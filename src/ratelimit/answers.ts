import {
  HttpResponse,
  JsonResponse,
  type HttpRequest,
  type HttpResponseBase,
} from "../http/index.ts";
import { TemplateDoesNotExist } from "../templates/index.ts";
import type { Taken } from "./counter.ts";

/** A limit with its name for clients. */
export interface Named {
  readonly name: string;
  readonly taken: Taken;
}

/**
 * Reports a client's limits in the headers RateLimit-Policy and RateLimit.
 *
 * Source: IETF, draft-ietf-httpapi-ratelimit-headers-11.
 */
export function addHeaders(response: HttpResponseBase, limits: readonly Named[]): void {
  const list = (write: (taken: Taken) => string): string =>
    limits.map(({ name, taken }) => `${quoted(name)};${write(taken)}`).join(", ");
  const policy = list(({ rate }) => `q=${rate.limit};w=${rate.seconds}`);
  const state = list(({ remaining, seconds }) => `r=${remaining};t=${seconds}`);
  for (const [header, value] of [
    ["RateLimit-Policy", policy],
    ["RateLimit", state],
  ] as const) {
    const before = response.headers.get(header);
    response.headers.set(header, before === undefined ? value : `${before}, ${value}`);
  }
}

/**
 * Answers a request over the limit: 429 with Retry-After, as the project's `429.html` with `seconds`, or as
 * plain text; as JSON for clients that prefer it.
 */
export async function tooManyRequests(
  request: HttpRequest,
  limits: readonly Named[],
): Promise<HttpResponseBase> {
  const refused = limits.filter(({ taken }) => !taken.isAllowed);
  const seconds = Math.max(1, ...refused.map(({ taken }) => taken.seconds));
  const response = await page(request, seconds);
  response.headers.set("Retry-After", seconds);
  response.headers.set("Cache-Control", "no-store");
  addHeaders(response, limits);
  return response;
}

async function page(request: HttpRequest, seconds: number): Promise<HttpResponse> {
  const status = 429;
  const detail = `Too many requests. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  if (request.getPreferredType(["text/html", "application/json"]) === "application/json") {
    return new JsonResponse({ detail }, { status });
  }
  const own = await fromTemplate(request, seconds);
  return new HttpResponse(own ?? plainPage(detail), { status });
}

async function fromTemplate(request: HttpRequest, seconds: number): Promise<string | undefined> {
  try {
    return await request.engine.getTemplate("429.html").render({ seconds }, request);
  } catch (error) {
    if (error instanceof TemplateDoesNotExist && error.missing === "429.html") return undefined;
    throw error;
  }
}

const plainPage = (detail: string): string => `<!doctype html>
<html lang="en">
<head>
  <title>Too Many Requests (429)</title>
</head>
<body>
  <h1>Too Many Requests (429)</h1><p>${detail}</p>
</body>
</html>
`;

/** A String of structured fields, which is ASCII. */
function quoted(name: string): string {
  return `"${name.replace(/[^ !#-[\]-~]/g, "-")}"`;
}
