/** Django's request exceptions. The server turns each into the response its doc names. */
import type { HttpResponseBase } from "./response/response.ts";

/** "No such thing here": answered 404. */
export class Http404 extends Error {
  override readonly name: string = "Http404";
}

/** The user may not do this: answered 403. */
export class PermissionDenied extends Error {
  override readonly name: string = "PermissionDenied";
}

export interface BadRequestOptions extends ErrorOptions {
  /** The answer, in place of the project's page for 400. */
  readonly response?: HttpResponseBase;
}

/** The request makes no sense: answered 400. */
export class BadRequest extends Error {
  override readonly name: string = "BadRequest";
  /** The answer, where it is not the project's page for 400. */
  readonly response: HttpResponseBase | undefined;

  constructor(message?: string, { response, ...options }: BadRequestOptions = {}) {
    super(message, options);
    this.response = response;
  }
}

/** A request that no honest client sends: answered 400 and logged under `security`. */
export class SuspiciousOperation extends Error {
  override readonly name: string = "SuspiciousOperation";
}

/** A multipart body that breaks the rules on purpose. */
export class SuspiciousMultipartForm extends SuspiciousOperation {
  override readonly name: string = "SuspiciousMultipartForm";
}

/** A file name that would leave its folder. */
export class SuspiciousFileOperation extends SuspiciousOperation {
  override readonly name: string = "SuspiciousFileOperation";
}

/** The Host header is malformed or not in ALLOWED_HOSTS. */
export class DisallowedHost extends SuspiciousOperation {
  override readonly name: string = "DisallowedHost";
}

/** A redirect to a scheme a browser would run (`javascript:`), or absurdly long. */
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

/** A body, or the fields of a form together, above DATA_UPLOAD_MAX_MEMORY_SIZE. */
export class RequestDataTooBig extends SuspiciousOperation {
  override readonly name: string = "RequestDataTooBig";
}

/** A multipart body that cannot be read: answered 400. */
export class MultiPartParserError extends Error {
  override readonly name: string = "MultiPartParserError";
}

/** The client went away before its body was complete. */
export class UnreadablePostError extends Error {
  override readonly name: string = "UnreadablePostError";
}

/** `request.body` was asked for after the body had been read as a form with files. */
export class RawPostDataException extends Error {
  override readonly name: string = "RawPostDataException";
}

/** A header name or value that would break the response apart. */
export class BadHeaderError extends Error {
  override readonly name: string = "BadHeaderError";
}

/** Thrown by a middleware while it is built: it is left out of the chain. */
export class MiddlewareNotUsed extends Error {
  override readonly name: string = "MiddlewareNotUsed";
}
