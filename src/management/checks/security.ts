import type { Check, CheckMessage, Settings } from "../../conf/index.ts";

/** What a setting has to be before a site goes out into the world; the ids are Django's. */
interface Rule {
  readonly id: string;
  readonly level?: "ERROR";
  readonly broken: (settings: Settings) => boolean;
  readonly message: string;
  readonly hint?: string;
}

const has = (settings: Settings, name: string): boolean =>
  settings.MIDDLEWARE.includes(`mkweb/middleware/${name}`);
const usesSessions = ({ INSTALLED_APPS, MIDDLEWARE }: Settings): boolean =>
  INSTALLED_APPS.includes("mkweb/sessions") || MIDDLEWARE.includes("mkweb/sessions/middleware");

const policies = new Set([
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
]);
const openerPolicies = new Set([
  "same-origin",
  "same-origin-allow-popups",
  "unsafe-none",
  "noopener-allow-popups",
]);

const rules: readonly Rule[] = [
  {
    id: "security.W001",
    broken: (settings) => !has(settings, "security"),
    message:
      "'mkweb/middleware/security' is not in MIDDLEWARE, so the SECURE_* settings have no effect.",
  },
  {
    id: "security.W002",
    broken: (settings) => !has(settings, "clickjacking"),
    message:
      "'mkweb/middleware/clickjacking' is not in MIDDLEWARE, so pages carry no X-Frame-Options header.",
  },
  {
    id: "security.W003",
    broken: (settings) => !has(settings, "csrf"),
    message:
      "'mkweb/middleware/csrf' is not in MIDDLEWARE, so forms are not protected against cross-site requests.",
  },
  {
    id: "security.W004",
    broken: (settings) => has(settings, "security") && settings.SECURE_HSTS_SECONDS === 0,
    message: "SECURE_HSTS_SECONDS is not set.",
    hint: "Set it once the whole site is served over HTTPS, and start with a small number.",
  },
  {
    id: "security.W005",
    broken: (settings) =>
      has(settings, "security") &&
      settings.SECURE_HSTS_SECONDS > 0 &&
      !settings.SECURE_HSTS_INCLUDE_SUBDOMAINS,
    message:
      "SECURE_HSTS_INCLUDE_SUBDOMAINS is not true, so subdomains can be reached without TLS.",
  },
  {
    id: "security.W006",
    broken: (settings) => has(settings, "security") && !settings.SECURE_CONTENT_TYPE_NOSNIFF,
    message: "SECURE_CONTENT_TYPE_NOSNIFF is not true, so browsers may guess content types.",
  },
  {
    id: "security.W008",
    broken: (settings) => has(settings, "security") && !settings.SECURE_SSL_REDIRECT,
    message: "SECURE_SSL_REDIRECT is not true.",
    hint: "Set it, unless the load balancer in front already redirects to HTTPS.",
  },
  {
    id: "security.W009",
    broken: ({ SECRET_KEY }) => isWeak(SECRET_KEY),
    message:
      "SECRET_KEY has fewer than 50 characters or fewer than 5 different ones, or begins with 'mkweb-insecure-' or 'django-insecure-'.",
    hint: "Sessions and tokens are only as strong as the key: make a long random one.",
  },
  {
    id: "security.W010",
    broken: (settings) => usesSessions(settings) && !settings.SESSION_COOKIE_SECURE,
    message: "SESSION_COOKIE_SECURE is not true, so the session cookie travels without TLS too.",
  },
  {
    id: "security.W013",
    broken: (settings) => usesSessions(settings) && !settings.SESSION_COOKIE_HTTPONLY,
    message: "SESSION_COOKIE_HTTPONLY is not true, so scripts can read the session cookie.",
  },
  {
    id: "security.W016",
    broken: (settings) =>
      has(settings, "csrf") && !settings.CSRF_USE_SESSIONS && !settings.CSRF_COOKIE_SECURE,
    message: "CSRF_COOKIE_SECURE is not true, so the CSRF cookie travels without TLS too.",
  },
  {
    id: "security.W018",
    broken: ({ DEBUG }) => DEBUG,
    message: "DEBUG is true: every error shows the code and the settings to visitors.",
  },
  {
    id: "security.W019",
    broken: (settings) => has(settings, "clickjacking") && settings.X_FRAME_OPTIONS !== "DENY",
    message: "X_FRAME_OPTIONS is not 'DENY'.",
    hint: "Leave it out, unless the site shows itself in frames.",
  },
  {
    id: "security.W020",
    broken: ({ ALLOWED_HOSTS }) => ALLOWED_HOSTS.length === 0,
    message: "ALLOWED_HOSTS must not be empty in deployment.",
  },
  {
    id: "security.W021",
    broken: (settings) =>
      has(settings, "security") &&
      settings.SECURE_HSTS_SECONDS > 0 &&
      !settings.SECURE_HSTS_PRELOAD,
    message: "SECURE_HSTS_PRELOAD is not true, so the site cannot join the browsers' preload list.",
  },
  {
    id: "security.W022",
    broken: (settings) => has(settings, "security") && settings.SECURE_REFERRER_POLICY === null,
    message: "SECURE_REFERRER_POLICY is null, so other sites may learn the addresses of pages.",
  },
  {
    id: "security.E023",
    level: "ERROR",
    broken: ({ SECURE_REFERRER_POLICY: value }) =>
      value !== null && !policyNames(value).every((name) => policies.has(name)),
    message: "SECURE_REFERRER_POLICY holds a value that browsers do not know.",
    hint: `Known are: ${[...policies].join(", ")}.`,
  },
  {
    id: "security.E024",
    level: "ERROR",
    broken: ({ SECURE_CROSS_ORIGIN_OPENER_POLICY: value }) =>
      value !== null && !openerPolicies.has(value),
    message: "SECURE_CROSS_ORIGIN_OPENER_POLICY holds a value that browsers do not know.",
    hint: `Known are: ${[...openerPolicies].join(", ")}.`,
  },
  {
    id: "security.W025",
    broken: ({ SECRET_KEY_FALLBACKS }) => SECRET_KEY_FALLBACKS.some(isWeak),
    message: "A key in SECRET_KEY_FALLBACKS is as weak as security.W009 describes.",
  },
];

/** `check --deploy`. */
export const checkSecurity: Check = ({ settings }) =>
  rules
    .filter(({ broken }) => broken(settings))
    .map(({ id, level = "WARNING" as const, message, hint }): CheckMessage =>
      hint === undefined ? { id, level, message } : { id, level, message, hint },
    );

/** A key that a new project was given once is known to whoever can read its first commit. */
const insecure = /^(?:mkweb|django)-insecure-/;

function isWeak(key: string): boolean {
  return key.length < 50 || new Set(key).size < 5 || insecure.test(key);
}

function policyNames(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? value.split(",").map((name) => name.trim()) : value;
}
