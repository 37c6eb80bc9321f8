import { JsonResponse, requireSafe, type HttpRequest, type ViewWith } from "../http/index.ts";
import { getResolver, urlconfOf } from "../urls/index.ts";
import { documentOf, type OpenApiInfo } from "./document.ts";

/**
 * Creates a view that answers the OpenAPI 3.1 document of all views described with `describeView`, by the
 * URLs where the project mounts them. The document is built for each request, in the visitor's language.
 *
 * @throws {ImproperlyConfigured} During a request: OpenAPI cannot tell the paths of two described views
 *   apart, or a regular expression cannot be written as a path.
 *
 * @example
 * path("openapi.json", openapi({ title: "Polls", version: "1.0.0" }), { name: "openapi" });
 */
export function openapi(info: OpenApiInfo): ViewWith<[]> {
  const openapiView = (request: HttpRequest): JsonResponse =>
    new JsonResponse(documentOf(info, getResolver(urlconfOf(request)).urlPatterns));
  return requireSafe(openapiView);
}
