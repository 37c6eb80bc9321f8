/** The two reasons for which the page a refused visitor sees has advice. In Django's words. */
export const REASON_NO_REFERER = "Referer checking failed - no Referer.";
export const REASON_NO_CSRF_COOKIE = "CSRF cookie not set.";
