import { logError, logText, type HttpRequest } from "../http/index.ts";
import { limitOf } from "./error-responder.ts";

/** Errors that nobody observes go where every process's errors go; one line where a limit says it all. */
export function logRequestError(error: unknown, request: HttpRequest, status: number): void {
  if (status < 500) return;
  const target = logText(`${request.method} ${request.path}`);
  const limit = limitOf(error);
  console.error(
    limit
      ? `Service Unavailable: ${target}: ${logText(limit.message)}`
      : `Internal Server Error: ${target}\n${logError(error)}`,
  );
}
