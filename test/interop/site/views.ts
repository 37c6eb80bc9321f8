/** What a visitor can do on either site. */
import {
  authenticate,
  login,
  logout,
  updateSessionAuthHash,
  User,
} from "../../../src/auth/index.ts";
import {
  BadRequest,
  HttpResponse,
  JsonResponse,
  PermissionDenied,
  type HttpRequest,
} from "../../../src/http/index.ts";
import { getToken } from "../../../src/middleware/csrf.ts";
import { dumpsJson, loadsJson } from "../../../src/signing/index.ts";

export function counter({ session }: HttpRequest): HttpResponse {
  const count = session.get("count", 0) + 1;
  session.set("count", count);
  return new JsonResponse({ count });
}

export function session({ session }: HttpRequest): HttpResponse {
  const data = Object.fromEntries(session.items());
  const seen = { key: session.sessionKey, data, expiry_age: session.getExpiryAge() };
  // Python's whole numbers may be longer than JSON.stringify can write.
  return new JsonResponse(seen, { encoder: dumpsJson });
}

export function setItems(request: HttpRequest): HttpResponse {
  request.session.update(bodyOf(request));
  return new JsonResponse({ ok: true });
}

export function setExpiry(request: HttpRequest): HttpResponse {
  const { seconds } = bodyOf(request);
  if (typeof seconds !== "number" && seconds !== null) throw new BadRequest("seconds");
  request.session.setExpiry(seconds);
  return new JsonResponse({ ok: true });
}

export async function flush({ session }: HttpRequest): Promise<HttpResponse> {
  await session.flush();
  return new JsonResponse({ ok: true });
}

export async function cycle({ session }: HttpRequest): Promise<HttpResponse> {
  await session.cycleKey();
  return new JsonResponse({ ok: true });
}

export async function logIn(request: HttpRequest): Promise<HttpResponse> {
  const username = request.POST.get("username", "");
  const password = request.POST.get("password", "");
  const user = await authenticate(request, { username, password });
  if (!user) return new JsonResponse({ user: null }, { status: 401 });
  await login(request, user);
  return new JsonResponse({ user: user.getUsername() });
}

export async function logOut(request: HttpRequest): Promise<HttpResponse> {
  await logout(request);
  return new JsonResponse({ user: null });
}

export function whoAmI({ user }: HttpRequest): HttpResponse {
  return new JsonResponse({ user: user.getUsername() || null });
}

/** Changes the password of whoever is logged in; this session goes on. */
export async function changePassword(request: HttpRequest): Promise<HttpResponse> {
  const { user } = request;
  if (!(user instanceof User)) throw new PermissionDenied("Nobody is logged in.");
  const password = request.POST.get("new");
  if (password === undefined) throw new BadRequest("new");
  await user.setPassword(password);
  await user.save();
  await updateSessionAuthHash(request, user);
  return new JsonResponse({ ok: true });
}

export function form(request: HttpRequest): HttpResponse {
  if (request.method === "POST") return new JsonResponse({ csrf: "ok" });
  return new HttpResponse(
    `<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="${getToken(request)}"></form>`,
  );
}

function bodyOf(request: HttpRequest): Readonly<Record<string, unknown>> {
  const value = loadsJson(request.body.toString("utf8"));
  if (isObject(value)) return value;
  throw new BadRequest("The body is no JSON object.");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
