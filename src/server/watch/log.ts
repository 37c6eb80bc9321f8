import { SuspiciousOperation, type HttpRequest } from "../../http/index.ts";
import { getLogger, type LogFields } from "../../logging/index.ts";
import { limitOf } from "../answer/error-responder.ts";

/** Logs an error that became an error page, as Django does; an exceeded limit needs only one line. */
export function logRequestError(error: unknown, request: HttpRequest, status: number): void {
  const target = `${request.method} ${request.path}`;
  const fields: LogFields = { request, status };
  const limit = limitOf(error);
  if (error instanceof SuspiciousOperation) {
    getLogger(`mkweb.security.${error.name}`).error(error.message, fields);
  } else if (status < 500) {
    getLogger("mkweb.request").warning(`Bad Request: ${target}`, { ...fields, error });
  } else if (limit) {
    getLogger("mkweb.request").error(`Service Unavailable: ${target}: ${limit.message}`, fields);
  } else {
    getLogger("mkweb.request").error(`Internal Server Error: ${target}`, { ...fields, error });
  }
}
