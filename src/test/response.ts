import {
  HttpResponse,
  StreamingHttpResponse,
  type HttpRequest,
  type HttpResponseBase,
  type ResponseHeaders,
} from "../http/index.ts";
import { renderedFrom } from "../shortcuts/index.ts";

/** One redirect: its target and status. */
export type Redirect = readonly [url: string, status: number];

/** A response to the test client, and how it was created. */
export class ClientResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly content: Buffer;
  /** The request as the view saw it; `resolverMatch` names that view. */
  readonly request: HttpRequest;
  /** The variables passed to `render()`; empty for other responses. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The template that `render()` used. */
  readonly templateName: string | undefined;
  /** With `follow`: all redirects up to here. */
  readonly redirectChain: readonly Redirect[];

  constructor(
    request: HttpRequest,
    response: HttpResponseBase,
    content: Buffer,
    redirectChain: readonly Redirect[],
  ) {
    const rendered = renderedFrom(response);
    this.request = request;
    this.status = response.status;
    this.headers = response.headers;
    this.content = content;
    this.context = rendered?.context ?? {};
    this.templateName = rendered?.templateName;
    this.redirectChain = redirectChain;
  }

  /** Django's name for {@link status}. */
  get statusCode(): number {
    return this.status;
  }

  get text(): string {
    return this.content.toString("utf8");
  }

  /** The target of a redirect; otherwise empty. */
  get url(): string {
    return this.headers.get("Location", "");
  }

  /** @throws {SyntaxError} The body is not JSON. */
  json(): unknown {
    return JSON.parse(this.text);
  }
}

/** The whole body of a response, streamed or not. */
export async function contentOf(response: HttpResponseBase): Promise<Buffer> {
  if (response instanceof HttpResponse) return response.content;
  if (response instanceof StreamingHttpResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of response.streamingContent) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
  return Buffer.alloc(0);
}
