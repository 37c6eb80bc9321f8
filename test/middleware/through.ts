import { completeSettings, type Settings } from "../../src/conf/index.ts";
import {
  HttpResponse,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
  type Middleware,
  type MiddlewareHandler,
} from "../../src/http/index.ts";
import { requestTo, type RequestShape } from "../http/request-to.ts";

type SimpleView = (request: HttpRequest) => MaybePromise<HttpResponseBase>;

export interface Visit extends Omit<RequestShape, "settings"> {
  readonly target?: string;
  readonly settings?: Partial<Settings>;
  readonly view?: SimpleView;
}

/** What a visitor gets from a view behind one middleware. */
export async function through(middleware: Middleware, visit: Visit): Promise<HttpResponseBase> {
  const { target = "/", view = hello, ...shape } = visit;
  const ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"];
  const given = { SECRET_KEY: "k", ALLOWED_HOSTS, ...visit.settings };
  const settings = completeSettings({ BASE_DIR: new URL("file:///srv/"), ...given });
  const request = requestTo(target, { ...shape, settings });
  await request.loadBody();
  let handler: MiddlewareHandler | undefined = undefined;
  const inner = async (request: HttpRequest): Promise<HttpResponseBase> =>
    (await handler?.processView?.(request, view, {}, [])) ?? view(request);
  const context = { settings: request.settings, now: () => 1_795_348_800_000 };
  handler = await middleware(inner, context);
  return handler(request);
}

export const hello = (): HttpResponse => new HttpResponse("hello");
