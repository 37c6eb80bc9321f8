/** What the hostile requests of hostile.test.ts are sent to. */
import { HttpResponse, JsonResponse, type HttpRequest } from "../../../src/http/index.ts";
import { csrfExempt } from "../../../src/middleware/csrf.ts";
import { path } from "../../../src/urls/index.ts";

function seen(request: HttpRequest): JsonResponse {
  return new JsonResponse({
    method: request.method,
    scheme: request.scheme,
    path: request.path,
    GET: request.GET,
    POST: request.POST,
    COOKIES: request.COOKIES,
    headers: Object.fromEntries(request.headers),
    files: [...request.FILES.items()].map(([field, file]) => [field, file?.name, file?.size]),
  });
}

export const urlpatterns = [
  path("", () => new HttpResponse("fine")),
  path("seen/", csrfExempt(seen)),
  path("admin/", () => new HttpResponse("admin")),
  path("page/<str:name>/", (_request, { name }) => new HttpResponse(`page ${name}`)),
  path("files/<path:name>", (_request, { name }) => new HttpResponse(`file ${name}`)),
];
