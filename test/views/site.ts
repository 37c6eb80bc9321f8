/** Views of a test at their URLs, with templates from memory. */
import {
  Http404,
  HttpResponse,
  type HttpResponseBase,
  type HttpRequest,
} from "../../src/http/index.ts";
import { defineModel, fields } from "../../src/models/index.ts";
import { Engine, MemoryLoader } from "../../src/templates/index.ts";
import { Resolver, Resolver404, type UrlEntry } from "../../src/urls/index.ts";
import { requestTo, type RequestShape } from "../http/request-to.ts";

export class Entry extends defineModel(
  () => Entry,
  {
    title: fields.char(200),
    slug: fields.slug(),
    pubDate: fields.datetime(),
    day: fields.date(),
    template: fields.char(50).default(""),
  },
  { ordering: ["id"], verboseNamePlural: "entries" },
) {
  getAbsoluteUrl(): string {
    return `/entries/${this.id}/`;
  }

  override toString(): string {
    return this.title;
  }
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly response: HttpResponseBase | undefined;
}

export type Ask = (url: string, shape?: RequestShape) => Promise<Answer>;

export interface SiteOptions {
  /** Changes a request before its view sees it. */
  readonly prepare?: (request: HttpRequest) => void;
  readonly timeZone?: string;
}

/** Asks a site of these views; a Http404 is answered with its words. */
export function siteOf(
  urlpatterns: readonly UrlEntry[],
  templates: Readonly<Record<string, string>>,
  { prepare = () => undefined, timeZone = "UTC" }: SiteOptions = {},
): Ask {
  const resolver = new Resolver(urlpatterns);
  const engine = new Engine({ timeZone, loaders: [new MemoryLoader(templates)] });
  return async (url, shape) => {
    const request = requestTo(url, shape);
    request.engine = engine;
    prepare(request);
    await request.loadBody();
    try {
      const response = await resolver.resolve(request.path).call(request);
      return { status: response.status, body: textOf(response), response };
    } catch (error) {
      if (error instanceof Resolver404)
        return { status: 404, body: "no such URL", response: undefined };
      if (!(error instanceof Http404)) throw error;
      return { status: 404, body: error.message, response: undefined };
    }
  };
}

function textOf(response: HttpResponseBase): string {
  return response instanceof HttpResponse ? response.text : "";
}
