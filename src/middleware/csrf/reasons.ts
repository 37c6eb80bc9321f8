/** Two reasons, in Django's words, for which the refusal page gives advice. */
export const REASON_NO_REFERER = "Referer checking failed - no Referer.";
export const REASON_NO_CSRF_COOKIE = "CSRF cookie not set.";
