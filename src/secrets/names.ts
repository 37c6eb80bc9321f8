/** Django's list, followed by other common names of the same things. */
const NAMES =
  /API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE|^(?:SET-)?COOKIE$|PWD|CREDENTIAL|DSN|JWT/i;

/** Cookies that identify a login, by whatever software. */
const SESSION_COOKIES = /SESS|(?:^|[._-])SID$/i;

/**
 * Whether a value of this name is never shown: a setting, a header (in its own or in META's spelling), a form
 * field, an environment or template variable.
 */
export function isSecretName(name: string): boolean {
  return NAMES.test(name);
}

/**
 * Whether a cookie's value is never shown: those that identify a login, and those named like secrets.
 *
 * @param sessionCookieName The setting SESSION_COOKIE_NAME.
 */
export function isSecretCookie(name: string, sessionCookieName = "sessionid"): boolean {
  return name === sessionCookieName || SESSION_COOKIES.test(name) || isSecretName(name);
}
