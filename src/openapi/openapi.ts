import { JsonResponse, requireSafe, type HttpRequest, type ViewWith } from "../http/index.ts";
import { getResolver, urlconfOf } from "../urls/index.ts";
import { documentOf, type OpenApiInfo } from "./document.ts";

/**
 * A view that answers the OpenAPI 3.1 document of the views that `describeView` described, wherever the project's URLs
 * mount them. It is made anew for each request, in the language of whoever asks.
 *
 * @throws {ImproperlyConfigured} When it is asked: two described views have paths that OpenAPI cannot tell apart, or
 *   one is mapped by a regular expression that cannot be written as a path.
 *
 * @example
 * path("openapi.json", openapi({ title: "Polls", version: "1.0.0" }), { name: "openapi" });
 */
export function openapi(info: OpenApiInfo): ViewWith<[]> {
  const openapiView = (request: HttpRequest): JsonResponse =>
    new JsonResponse(documentOf(info, getResolver(urlconfOf(request)).urlPatterns));
  return requireSafe(openapiView);
}
