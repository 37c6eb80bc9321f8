/** `mkweb/http`: requests, responses, and the types of views and middleware. */
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
} from "./cache-headers.ts";
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
} from "./conditional.ts";
export { decodeCookieHeader, parseCookie } from "./cookies.ts";
export { currentRequest, followRequests, withinRequest } from "./current-request.ts";
export { httpDate, parseHttpDate, parseHttpDateSafe } from "./dates.ts";
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
export type { FileSource } from "./file-content.ts";
export {
  contentDispositionHeader,
  FileResponse,
  type FileResponseOptions,
  guessContentType,
} from "./file-response.ts";
export { parseHeaderParameters } from "./header-parameters.ts";
export { isSameDomain, splitDomainPort, validateHost } from "./host.ts";
export { HttpResponse, type Content } from "./http-response.ts";
export { JsonResponse, type JsonResponseOptions } from "./json-response.ts";
export { causesOf, logError, logText } from "./log-text.ts";
export { MediaType } from "./media-type.ts";
export type { Meta } from "./meta.ts";
export { MultiValueDict } from "./multi-value-dict.ts";
export { escapeUriPath, iriToUri, quotePlus, quoter, unquote } from "./percent.ts";
export { QueryDict, type QueryDictOptions } from "./query-dict.ts";
// All of it, so that `declare module` can add members to HttpRequest and ProjectSettings.
export * from "./request.ts";
export * from "./settings.ts";
export { RequestHeaders } from "./request-headers.ts";
export { requireGET, requireHttpMethods, requirePOST, requireSafe } from "./require-methods.ts";
export { HttpResponseBase, type ResponseOptions } from "./response.ts";
export { PreparedHeader, ResponseHeaders, type HeaderInit } from "./response-headers.ts";
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
} from "./response-kinds.ts";
export {
  gotRequestException,
  requestFinished,
  requestStarted,
  type RequestEvent,
  type RequestExceptionEvent,
} from "./signals.ts";
export type { CookieContext, CookieOptions, Morsel } from "./set-cookie.ts";
export type { SignedCookieOptions } from "./signed-cookie.ts";
export { FetchSource, NodeSource, type RequestSource, type ServedMessage } from "./source.ts";
export { splitUrl, type SplitUrl } from "./split-url.ts";
export { StreamingHttpResponse, type ChunkSource } from "./streaming-response.ts";
export { decodePath } from "./target.ts";
export { File } from "./file.ts";
export { UpgradeResponse, UpgradeSource, type Upgrade } from "./upgrade.ts";
export { UploadedFile } from "./uploaded-file.ts";
export { escapeLeadingSlashes, urlHasAllowedHostAndScheme } from "./url-safety.ts";
export type {
  AnyView,
  GetResponse,
  MaybePromise,
  Middleware,
  MiddlewareContext,
  MiddlewareHandler,
  RequestMatch,
  View,
} from "./view.ts";
export { changeResponses, replaceView, type ViewWith } from "./wrap-view.ts";
