import { JsonResponse, type HttpRequest } from "../../src/http/index.ts";
import { path } from "../../src/urls/index.ts";

/** Whose session this is, as it was first told, and how often it was seen. */
function count({ GET, session }: HttpRequest): JsonResponse {
  const visitor = session.setDefault("visitor", GET.get("visitor"));
  const count = session.get("count", 0) + 1;
  session.set("count", count);
  return new JsonResponse({ visitor, count });
}

export const urlpatterns = [path("count/", count)];
