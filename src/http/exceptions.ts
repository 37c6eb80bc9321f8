/** Django's request exceptions. The server turns each into the response that its doc names. */
import type { HttpResponseBase } from "./response/response.ts";

/** The page or object does not exist: answered 404. */
export class Http404 extends Error {
  override readonly name: string = "Http404";
}

/** The user may not do this: answered 403. */
export class PermissionDenied extends Error {
  override readonly name: string = "PermissionDenied";
}

export interface BadRequestOptions extends ErrorOptions {
  /** Sent in place of the project's page for 400. */
  readonly response?: HttpResponseBase;
}

/** The request is malformed: answered 400. */
export class BadRequest extends Error {
  override readonly name: string = "BadRequest";
  /** Sent in place of the project's page for 400, if given. */
  readonly response: HttpResponseBase | undefined;

  constructor(message?: string, { response, ...options }: BadRequestOptions = {}) {
    super(message, options);
    this.response = response;
  }
}

/** A request that no well-meaning client sends: answered 400 and logged under `security`. */
export class SuspiciousOperation extends Error {
  override readonly name: string = "SuspiciousOperation";
}

/** A multipart body that breaks the rules deliberately. */
export class SuspiciousMultipartForm extends SuspiciousOperation {
  override readonly name: string = "SuspiciousMultipartForm";
}

/** A file name that points outside its folder. */
export class SuspiciousFileOperation extends SuspiciousOperation {
  override readonly name: string = "SuspiciousFileOperation";
}

/** The Host header is malformed or not in ALLOWED_HOSTS. */
export class DisallowedHost extends SuspiciousOperation {
  override readonly name: string = "DisallowedHost";
}

/** A redirect to a scheme that browsers execute (`javascript:`), or an extremely long one. */
export class DisallowedRedirect extends SuspiciousOperation {
  override readonly name: string = "DisallowedRedirect";
}

/** More query or form fields than DATA_UPLOAD_MAX_NUMBER_FIELDS. */
export class TooManyFieldsSent extends SuspiciousOperation {
  override readonly name: string = "TooManyFieldsSent";
}

/** More files than DATA_UPLOAD_MAX_NUMBER_FILES. */
export class TooManyFilesSent extends SuspiciousOperation {
  override readonly name: string = "TooManyFilesSent";
}

/** A body, or the fields of a form together, larger than DATA_UPLOAD_MAX_MEMORY_SIZE. */
export class RequestDataTooBig extends SuspiciousOperation {
  override readonly name: string = "RequestDataTooBig";
}

/** An invalid multipart body: answered 400. */
export class MultiPartParserError extends Error {
  override readonly name: string = "MultiPartParserError";
}

/** The client disconnected before its body was complete. */
export class UnreadablePostError extends Error {
  override readonly name: string = "UnreadablePostError";
}

/** `request.body` was used after the body had been read as a form with files. */
export class RawPostDataException extends Error {
  override readonly name: string = "RawPostDataException";
}

/** An invalid header name or value, which could split the response. */
export class BadHeaderError extends Error {
  override readonly name: string = "BadHeaderError";
}

/** Thrown while a middleware is built, to leave it out of the chain. */
export class MiddlewareNotUsed extends Error {
  override readonly name: string = "MiddlewareNotUsed";
}
