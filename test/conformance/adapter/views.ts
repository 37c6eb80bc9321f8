/** The views of a case, made of what mkweb offers to any project. */
import {
  BadRequest,
  Http404,
  HttpResponse,
  HttpResponseNotAllowed,
  HttpResponseNotModified,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  JsonResponse,
  PermissionDenied,
  StreamingHttpResponse,
  SuspiciousOperation,
  type HttpRequest,
  type HttpResponseBase,
  type MaybePromise,
} from "../../../src/http/index.ts";
import { authenticate, login, logout } from "../../../src/auth/index.ts";
import { openSessionStore } from "../../../src/sessions/middleware.ts";
import { getToken, rotateToken } from "../../../src/middleware/csrf.ts";
import { redirect, render } from "../../../src/shortcuts/index.ts";
import { decorate } from "./decorators.ts";
import { inspect } from "./inspect.ts";
import { NotOffered, type Given, type ViewSpec } from "./protocol.ts";
import { SessionSteps } from "./session-steps.ts";
import { templateDecoders } from "./template-values.ts";
import { decodeRecord, decodeValue } from "./values.ts";

export type CaseView = (
  request: HttpRequest,
  params: Readonly<Record<string, unknown>>,
  ...args: string[]
) => MaybePromise<HttpResponseBase>;

/** Gives views by name, each the same function every time. */
export function viewsOf(given: Given): (name: string) => CaseView {
  const views = new Map<string, CaseView>();
  return (name) => {
    let view = views.get(name);
    if (view === undefined) {
      const spec = given.views?.[name] ?? { kind: "echo" };
      view = decorate(named(name, viewOf(name, spec)), spec.decorators ?? []);
      views.set(name, view);
    }
    return view;
  };
}

function named(name: string, view: CaseView): CaseView {
  return Object.defineProperty(view, "name", { value: name });
}

function viewOf(name: string, spec: ViewSpec): CaseView {
  const kind = kinds[spec.kind];
  if (kind === undefined) {
    return () => {
      throw new NotOffered(`a view of kind ${spec.kind}`);
    };
  }
  return kind(spec, name);
}

const kinds: Readonly<Record<string, (spec: ViewSpec, name: string) => CaseView>> = {
  echo:
    (_spec, name) =>
    (_request, kwargs, ...args) =>
      new JsonResponse({ view: name, args, kwargs }),
  response: (spec) => () => applyThen(responseOf(spec), spec),
  inspect: (spec) => async (request) => new JsonResponse(await inspect(request, spec.fields ?? [])),
  raise: (spec) => () => {
    throw exceptionOf(spec.exception ?? "Error", spec.message ?? "");
  },
  redirect: (spec) => () =>
    redirect(spec.to ?? "", {
      args: spec.args ?? [],
      kwargs: spec.kwargs ?? {},
      permanent: spec.permanent ?? false,
    }),
  template: (spec) => (request) =>
    render(
      request,
      spec.template ?? "",
      decodeRecord(spec.context, templateDecoders),
      spec.status === undefined ? {} : { status: spec.status },
    ),
  get_token: () => (request) => new HttpResponse(getToken(request)),
  rotate_token: () => (request) => {
    rotateToken(request);
    return new HttpResponse("rotated");
  },
  signed_cookie_get: (spec) => (request) => new JsonResponse(signedCookie(request, spec)),
  session: (spec) => (request) => sessionView(request, spec),
  login:
    ({ username, password }) =>
    async (request) => {
      const user = await authenticate(request, {
        username: username ?? "",
        password: password ?? "",
      });
      if (user === undefined) return new HttpResponse("refused", { status: 401 });
      await login(request, user);
      return new HttpResponse("in");
    },
  logout: () => async (request) => {
    await logout(request);
    return new HttpResponse("out");
  },
  whoami: () => (request) =>
    new HttpResponse(request.user.isAuthenticated ? request.user.username : "anonymous"),
  none: () => () => undefined as never,
};

async function sessionView(request: HttpRequest, spec: ViewSpec): Promise<HttpResponseBase> {
  const { session, settings, now } = request;
  const store = await openSessionStore(settings, now);
  const steps = new SessionSteps({ store, settings, now }, session);
  const results = await steps.run(spec.steps ?? []);
  if (spec.raise === true) throw new Error("as the case asks");
  return new JsonResponse(results, { safe: false, status: spec.status, headers: spec.headers });
}

function responseOf(spec: ViewSpec): HttpResponseBase {
  const options = {
    status: spec.status,
    reason: spec.reason,
    contentType: spec.content_type,
    headers: spec.headers,
  };
  const { status: _status, ...unchanging } = options;
  switch (spec.class ?? "HttpResponse") {
    case "HttpResponse":
      return new HttpResponse(spec.body ?? "", options);
    case "JsonResponse":
      return new JsonResponse(decodeValue(spec.data), options);
    case "HttpResponseRedirect":
      return new HttpResponseRedirect(spec.to ?? "", unchanging);
    case "HttpResponsePermanentRedirect":
      return new HttpResponsePermanentRedirect(spec.to ?? "", unchanging);
    case "NotAllowed":
      return new HttpResponseNotAllowed(spec.permitted ?? [], "", unchanging);
    case "NotModified":
      return new HttpResponseNotModified(unchanging);
    case "Streaming":
      return new StreamingHttpResponse(spec.chunks ?? [], options);
    default:
      throw new NotOffered(`a response of class ${spec.class ?? ""}`);
  }
}

function applyThen(response: HttpResponseBase, { then = [] }: ViewSpec): HttpResponseBase {
  for (const [method, args = [], kwargs = {}] of then) {
    const name = String(args[0]);
    const value = args[1];
    switch (method) {
      case "set_cookie":
        response.setCookie(name, String(value ?? ""), camelCased(kwargs));
        break;
      case "delete_cookie":
        response.deleteCookie(name, camelCased(kwargs));
        break;
      case "set_signed_cookie":
        response.setSignedCookie(name, String(value ?? ""), camelCased(kwargs));
        break;
      case "set_header":
        response.headers.set(name, value as string | number);
        break;
      case "setdefault_header":
        response.headers.setdefault(name, value as string | number);
        break;
      case "del_header":
        response.headers.delete(name);
        break;
      case "write":
        if (!(response instanceof HttpResponse)) throw new TypeError("cannot write to a stream");
        response.write(name);
        break;
      default:
        throw new NotOffered(method);
    }
  }
  return response;
}

/** Django's `max_age` is `maxAge` here. */
export function camelCased(kwargs: Readonly<Record<string, unknown>>): Record<string, never> {
  return Object.fromEntries(
    Object.entries(kwargs).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      decodeValue(value) as never,
    ]),
  );
}

function exceptionOf(name: string, message: string): Error {
  switch (name) {
    case "Http404":
      return new Http404(message);
    case "PermissionDenied":
      return new PermissionDenied(message);
    case "SuspiciousOperation":
      return new SuspiciousOperation(message);
    case "BadRequest":
      return new BadRequest(message);
    default:
      return new Error(message);
  }
}

function signedCookie(request: HttpRequest, { args = [], kwargs = {} }: ViewSpec): object {
  try {
    return { value: request.getSignedCookie(String(args[0]), camelCased(kwargs)) };
  } catch (error) {
    return { raises: error instanceof Error ? error.name : "Error" };
  }
}
