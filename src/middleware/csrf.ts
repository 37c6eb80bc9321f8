/** `mkweb/middleware/csrf`: refuses forms that other sites send on behalf of a visitor. */
import type { HttpRequest, Middleware } from "../http/index.ts";
import { goOn } from "../values/index.ts";
import { protection } from "./csrf/protection.ts";
import { markOf } from "./view-marks.ts";

export { getToken, rotateToken } from "./csrf/state.ts";
export type { CsrfFailureView } from "./csrf/failure.ts";
export {
  csrf,
  csrfExempt,
  csrfProtect,
  ensureCsrfCookie,
  requiresCsrfToken,
} from "./csrf/views.ts";

declare module "../http/index.ts" {
  interface HttpRequest {
    /** Set by the test client: forms of this request need no token. */
    dontEnforceCsrfChecks?: boolean;
  }
}

/** Django's CsrfViewMiddleware; reads the CSRF_* settings. Place it after sessions. */
const csrfView: Middleware = (getResponse, context) => {
  const { begin, refuse, end } = protection(context.settings);
  const handler = (request: HttpRequest) => {
    begin(request);
    return goOn(getResponse(request), (response) => end(request, response));
  };
  return Object.assign(handler, {
    processView: (request: HttpRequest, view: object) =>
      markOf(view, "csrfExempt") === true ? undefined : refuse(request),
  });
};

export default csrfView;
