/** Views that tell who they take the visitor for. */
import { authenticate, login, logout } from "../../../src/auth/index.ts";
import { JsonResponse, type HttpRequest } from "../../../src/http/index.ts";
import { getMessages, success } from "../../../src/messages/index.ts";
import { path } from "../../../src/urls/index.ts";

/** Who the site takes a visitor for. */
export interface Identity {
  /** Empty: nobody. */
  readonly user: string;
  readonly secret: string | null;
  readonly messages: readonly string[];
}

function identify(request: HttpRequest): JsonResponse {
  const user = request.user.getUsername();
  const secret = request.session.get("secret", null);
  return new JsonResponse({ user, secret, messages: Array.from(getMessages(request), String) });
}

function write(request: HttpRequest): JsonResponse {
  const response = identify(request);
  request.session.set("visits", request.session.get("visits", 0) + 1);
  return response;
}

async function enter(request: HttpRequest): Promise<JsonResponse> {
  const username = request.GET.get("user", "");
  const user = await authenticate(request, { username, password: `pw-${username}` });
  if (!user) throw new Error(`${username} has no account`);
  await login(request, user);
  request.session.set("secret", `secret of ${username}`);
  success(request, `note for ${username}`);
  return new JsonResponse({});
}

async function leave(request: HttpRequest): Promise<JsonResponse> {
  await logout(request);
  return new JsonResponse({});
}

export const urlpatterns = [
  path("who/", identify),
  path("write/", write),
  path("enter/", enter),
  path("leave/", leave),
];
