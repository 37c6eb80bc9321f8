/** Django's list; what follows it are other usual names of the same things. */
const NAMES =
  /API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE|^(?:SET-)?COOKIE$|PWD|CREDENTIAL|DSN|JWT/i;

/** Cookies that stand for a login, whatever the program behind them calls its own. */
const SESSION_COOKIES = /SESS|(?:^|[._-])SID$/i;

/**
 * Whether the value of a setting, a header (as itself or as META spells it), a form field, an environment
 * variable or a template variable of this name is never shown.
 */
export function isSecretName(name: string): boolean {
  return NAMES.test(name);
}

/**
 * Whether a cookie's value is never shown: those that stand for a login and those whose name says so.
 *
 * @param sessionCookieName SESSION_COOKIE_NAME of the settings.
 */
export function isSecretCookie(name: string, sessionCookieName = "sessionid"): boolean {
  return name === sessionCookieName || SESSION_COOKIES.test(name) || isSecretName(name);
}
