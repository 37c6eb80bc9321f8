/** `mkweb/http`: requests, responses, and types of views and middleware. */
export {
  addNeverCacheHeaders,
  cacheControl,
  getMaxAge,
  hasVaryHeader,
  neverCache,
  patchCacheControl,
  patchResponseHeaders,
  patchVaryHeaders,
  varyOnCookie,
  varyOnHeaders,
  type CacheDirectives,
} from "./caching/cache-headers.ts";
export {
  condition,
  etag,
  getConditionalResponse,
  lastModified,
  parseEtags,
  quoteEtag,
  setResponseEtag,
  type EtagFunction,
  type LastModifiedFunction,
  type Validators,
} from "./caching/conditional.ts";
export { decodeCookieHeader, parseCookie } from "./request/cookies.ts";
export { currentRequest, followRequests, withinRequest } from "./request/current-request.ts";
export { httpDate, parseHttpDate, parseHttpDateSafe } from "./caching/dates.ts";
export {
  BadHeaderError,
  BadRequest,
  DisallowedHost,
  DisallowedRedirect,
  Http404,
  MiddlewareNotUsed,
  MultiPartParserError,
  PermissionDenied,
  RawPostDataException,
  RequestDataTooBig,
  SuspiciousFileOperation,
  SuspiciousMultipartForm,
  SuspiciousOperation,
  TooManyFieldsSent,
  TooManyFilesSent,
  UnreadablePostError,
} from "./exceptions.ts";
export type { FileSource } from "./response/file-content.ts";
export {
  contentDispositionHeader,
  FileResponse,
  type FileResponseOptions,
  guessContentType,
} from "./response/file-response.ts";
export { parseHeaderParameters } from "./request/header-parameters.ts";
export { isSameDomain, splitDomainPort, validateHost } from "./request/host.ts";
export { HttpResponse, type Content } from "./response/http-response.ts";
export { JsonResponse, type JsonResponseOptions } from "./response/json-response.ts";
export { causesOf, logError, logText } from "./log-text.ts";
export { MediaType } from "./request/media-type.ts";
export type { Meta } from "./request/meta.ts";
export { MultiValueDict } from "./request/multi-value-dict.ts";
export { escapeUriPath, iriToUri, quotePlus, quoter, unquote } from "./percent.ts";
export { QueryDict, type QueryDictOptions } from "./request/query-dict.ts";
// Everything, so that `declare module` can add members to HttpRequest and ProjectSettings.
export * from "./request/request.ts";
export * from "./settings.ts";
export { RequestHeaders } from "./request/request-headers.ts";
export { requireGET, requireHttpMethods, requirePOST, requireSafe } from "./require-methods.ts";
export { HttpResponseBase, type ResponseOptions } from "./response/response.ts";
export { PreparedHeader, ResponseHeaders, type HeaderInit } from "./response/response-headers.ts";
export {
  HttpResponseBadRequest,
  HttpResponseForbidden,
  HttpResponseGone,
  HttpResponseNotAllowed,
  HttpResponseNotFound,
  HttpResponseNotModified,
  HttpResponsePermanentRedirect,
  HttpResponseRedirect,
  HttpResponseServerError,
  type RedirectOptions,
} from "./response/response-kinds.ts";
export {
  gotRequestException,
  requestFinished,
  requestStarted,
  type RequestEvent,
  type RequestExceptionEvent,
} from "./signals.ts";
export type { CookieContext, CookieOptions, Morsel } from "./set-cookie.ts";
export type { SignedCookieOptions } from "./request/signed-cookie.ts";
export {
  FetchSource,
  NodeSource,
  type RequestSource,
  type ServedMessage,
} from "./request/source.ts";
export { splitUrl, type SplitUrl } from "./split-url.ts";
export { StreamingHttpResponse, type ChunkSource } from "./response/streaming-response.ts";
export { decodePath } from "./request/target.ts";
export { File } from "./body/file.ts";
export { UpgradeResponse, UpgradeSource, type Upgrade } from "./request/upgrade.ts";
export { UploadedFile } from "./body/uploaded-file.ts";
export type { MaybePromise } from "../values/index.ts";
export { escapeLeadingSlashes, urlHasAllowedHostAndScheme } from "./url-safety.ts";
export type {
  AnyView,
  GetResponse,
  Middleware,
  MiddlewareContext,
  MiddlewareHandler,
  RequestMatch,
  View,
} from "./view.ts";
export { changeResponses, replaceView, type ViewWith } from "./wrap-view.ts";
