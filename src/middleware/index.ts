/** Middleware parts for other rooms. Projects import `mkweb/middleware/csrf` and so on. */
export { appendsSlash, noAppendSlash } from "./common.ts";
export { getNonce } from "./csp.ts";
export { csrf, csrfProtect, getToken, rotateToken } from "./csrf.ts";
export { loadCsrfFailureView } from "./csrf/failure.ts";
export { isTrustedOrigin } from "./csrf/protection.ts";
export { secretOf } from "./csrf/state.ts";
