/** What the toolbar shows of a request and its response, with secrets masked. */
import type { HttpRequest, HttpResponseBase } from "../http/index.ts";
import { isSecretName, mask, maskCookie, maskText, substitute } from "../secrets/index.ts";
import type { Values } from "./record.ts";
import { cut, errorText, show } from "./show.ts";

export interface RequestFacts {
  readonly view: Values;
  readonly get: Values;
  readonly post: Values;
  readonly cookies: Values;
  readonly headers: Values;
  /** `undefined` if nothing read the session. */
  readonly session: Values | undefined;
}

export interface ResponseFacts {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Values;
}

export function requestFacts(request: HttpRequest): RequestFacts {
  return {
    view: viewOf(request),
    get: readable(() => listValues(request.GET.lists())),
    post: readable(() => listValues(request.POST.lists())),
    cookies: readable(() => cookieValues(request)),
    headers: readable(() => headerValues(request.headers.items())),
    session: sessionValues(request),
  };
}

export function responseFacts(
  response: HttpResponseBase,
  sessionCookieName: string,
): ResponseFacts {
  const cookies = [...response.cookies].map(([name, { value }]): readonly [string, string] => [
    `Set-Cookie ${name}`,
    maskCookie(name, value, sessionCookieName),
  ]);
  return {
    status: response.status,
    contentType: response.headers.get("Content-Type") ?? "",
    headers: [...headerValues(response.headers.items()), ...cookies],
  };
}

function viewOf({ resolverMatch }: HttpRequest): Values {
  if (!resolverMatch) return [["View", "none was reached"]];
  const { func, viewName, route, kwargs, args } = resolverMatch;
  const given = args.length > 0 ? args : kwargs;
  return [
    ["View", func.name || "(without a name)"],
    ["URL name", viewName ?? "(none)"],
    ["Route", route === "" ? "(the empty path)" : route],
    ["Arguments", show("", given)],
  ];
}

function listValues(lists: Iterable<readonly [string, readonly unknown[]]>): Values {
  return [...lists].flatMap(([name, values]) =>
    values.map((value): readonly [string, string] => [name, plain(name, value)]),
  );
}

function cookieValues({ COOKIES, settings }: HttpRequest): Values {
  return Object.entries(COOKIES).map(([name, value]) => [
    name,
    maskCookie(name, value, settings.SESSION_COOKIE_NAME),
  ]);
}

function headerValues(items: Iterable<readonly [string, string]>): Values {
  return [...items].map(([name, value]) => [name, plain(name, value)]);
}

function plain(name: string, value: unknown): string {
  return isSecretName(name) ? substitute : cut(maskText(String(value)));
}

/** Skips a session that nothing has read, as reading it would add a query. */
function sessionValues(request: HttpRequest): Values | undefined {
  const session: unknown = Reflect.get(request, "session");
  if (!isSession(session) || !session.accessed) return undefined;
  return readable(() =>
    session.items().map(([name, value]) => [name, show(name, mask(name, value))]),
  );
}

interface SessionLike {
  readonly accessed: boolean;
  items(): (readonly [string, unknown])[];
}

function isSession(value: unknown): value is SessionLike {
  return typeof value === "object" && value !== null && "accessed" in value && "items" in value;
}

/** Catches errors, as the request itself may be broken. */
function readable(read: () => Values): Values {
  try {
    return read();
  } catch (error) {
    return [["unreadable", errorText(error)]];
  }
}
