/** What other rooms use of the middleware. Projects import `mkweb/middleware/csrf` and its neighbours. */
export { appendsSlash, noAppendSlash } from "./common.ts";
export { getNonce } from "./csp.ts";
export { csrf, csrfProtect, getToken, rotateToken } from "./csrf.ts";
export { loadCsrfFailureView } from "./csrf/failure.ts";
export { isTrustedOrigin } from "./csrf/protection.ts";
export { secretOf } from "./csrf/state.ts";
