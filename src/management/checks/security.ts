/** `check --deploy`: Django's warnings that apply, with their ids and texts. */
import type { Check, CheckMessage, Settings } from "../../conf/index.ts";
import { cookieRules } from "./deploy-cookies.ts";
import { brokenRules, type DeployRule } from "./deploy-rule.ts";

const securityMiddleware = "mkweb/middleware/security";
const frameMiddleware = "mkweb/middleware/clickjacking";

const isSecured = ({ MIDDLEWARE }: Settings): boolean => MIDDLEWARE.includes(securityMiddleware);
const isFramed = ({ MIDDLEWARE }: Settings): boolean => MIDDLEWARE.includes(frameMiddleware);
const sendsHsts = (settings: Settings): boolean =>
  isSecured(settings) && settings.SECURE_HSTS_SECONDS > 0;

const policies = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
];
const openerPolicies = ["same-origin", "same-origin-allow-popups", "unsafe-none"];

/** Prefix of keys that Django generates for new projects; they are readable in the first commit. */
const insecure = "django-insecure-";

const rules: readonly DeployRule[] = [
  {
    id: "security.W001",
    broken: (settings) => !isSecured(settings),
    message: `You do not have '${securityMiddleware}' in your MIDDLEWARE so the SECURE_HSTS_SECONDS, SECURE_CONTENT_TYPE_NOSNIFF, SECURE_REFERRER_POLICY, SECURE_CROSS_ORIGIN_OPENER_POLICY, and SECURE_SSL_REDIRECT settings will have no effect.`,
  },
  {
    id: "security.W002",
    broken: (settings) => !isFramed(settings),
    message: `You do not have '${frameMiddleware}' in your MIDDLEWARE, so your pages will not be served with an 'x-frame-options' header. Unless there is a good reason for your site to be served in a frame, you should consider enabling this header to help prevent clickjacking attacks.`,
  },
  {
    id: "security.W004",
    broken: (settings) => isSecured(settings) && settings.SECURE_HSTS_SECONDS === 0,
    message:
      "You have not set a value for the SECURE_HSTS_SECONDS setting. If your entire site is served only over SSL, you may want to consider setting a value and enabling HTTP Strict Transport Security. Be sure to read the documentation first; enabling HSTS carelessly can cause serious, irreversible problems.",
  },
  {
    id: "security.W005",
    broken: (settings) => sendsHsts(settings) && !settings.SECURE_HSTS_INCLUDE_SUBDOMAINS,
    message:
      "You have not set the SECURE_HSTS_INCLUDE_SUBDOMAINS setting to true. Without this, your site is potentially vulnerable to attack via an insecure connection to a subdomain. Only set this to true if you are certain that all subdomains of your domain should be served exclusively via SSL.",
  },
  {
    id: "security.W006",
    broken: (settings) => isSecured(settings) && !settings.SECURE_CONTENT_TYPE_NOSNIFF,
    message:
      "Your SECURE_CONTENT_TYPE_NOSNIFF setting is not set to true, so your pages will not be served with an 'X-Content-Type-Options: nosniff' header. You should consider enabling this header to prevent the browser from identifying content types incorrectly.",
  },
  {
    id: "security.W008",
    broken: (settings) => isSecured(settings) && !settings.SECURE_SSL_REDIRECT,
    message:
      "Your SECURE_SSL_REDIRECT setting is not set to true. Unless your site should be available over both SSL and non-SSL connections, you may want to either set this setting true or configure a load balancer or reverse-proxy server to redirect all connections to HTTPS.",
  },
  {
    id: "security.W009",
    broken: ({ SECRET_KEY }) => isWeak(SECRET_KEY),
    message: weakKey("SECRET_KEY"),
  },
  {
    id: "security.W018",
    broken: ({ DEBUG }) => DEBUG,
    message: "You should not have DEBUG set to true in deployment.",
  },
  {
    id: "security.W019",
    broken: (settings) => isFramed(settings) && settings.X_FRAME_OPTIONS !== "DENY",
    message: `You have '${frameMiddleware}' in your MIDDLEWARE, but X_FRAME_OPTIONS is not set to 'DENY'. Unless there is a good reason for your site to serve other parts of itself in a frame, you should change it to 'DENY'.`,
  },
  {
    id: "security.W020",
    broken: ({ ALLOWED_HOSTS }) => ALLOWED_HOSTS.length === 0,
    message: "ALLOWED_HOSTS must not be empty in deployment.",
  },
  {
    id: "security.W021",
    broken: (settings) => sendsHsts(settings) && !settings.SECURE_HSTS_PRELOAD,
    message:
      "You have not set the SECURE_HSTS_PRELOAD setting to true. Without this, your site cannot be submitted to the browser preload list.",
  },
  {
    id: "security.W022",
    broken: (settings) => isSecured(settings) && settings.SECURE_REFERRER_POLICY === null,
    message:
      "You have not set the SECURE_REFERRER_POLICY setting. Without this, your site will not send a Referrer-Policy header. You should consider enabling this header to protect user privacy.",
  },
  {
    id: "security.E023",
    level: "ERROR",
    broken: (settings) => isSecured(settings) && !isReferrerPolicy(settings.SECURE_REFERRER_POLICY),
    message: "You have set the SECURE_REFERRER_POLICY setting to an invalid value.",
    hint: `Valid values are: ${policies.join(", ")}.`,
  },
  {
    id: "security.E024",
    level: "ERROR",
    broken: (settings) =>
      isSecured(settings) && !isOpenerPolicy(settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
    message: "You have set the SECURE_CROSS_ORIGIN_OPENER_POLICY setting to an invalid value.",
    hint: `Valid values are: ${openerPolicies.join(", ")}.`,
  },
];

/** `check --deploy`. */
export const checkSecurity: Check = ({ settings }) => [
  ...brokenRules([...rules, ...cookieRules], settings),
  ...weakFallbacks(settings),
];

function weakFallbacks({ SECRET_KEY_FALLBACKS }: Settings): readonly CheckMessage[] {
  return SECRET_KEY_FALLBACKS.flatMap((key, index) =>
    isWeak(key)
      ? [
          {
            id: "security.W025",
            level: "WARNING" as const,
            message: weakKey(`SECRET_KEY_FALLBACKS[${index}]`),
          },
        ]
      : [],
  );
}

/** Characters are counted as in Python. */
function isWeak(key: string): boolean {
  const characters = Array.from(key);
  return characters.length < 50 || new Set(characters).size < 5 || key.startsWith(insecure);
}

function weakKey(setting: string): string {
  return `Your ${setting} has less than 50 characters, less than 5 unique characters, or it's prefixed with '${insecure}' indicating that it was generated automatically by Django. Please generate a long and random value, otherwise many of Django's security-critical features will be vulnerable to attack.`;
}

function isReferrerPolicy(value: Settings["SECURE_REFERRER_POLICY"]): boolean {
  if (value === null) return true;
  const names = typeof value === "string" ? value.split(",").map((name) => name.trim()) : value;
  return names.every((name) => policies.includes(name));
}

function isOpenerPolicy(value: Settings["SECURE_CROSS_ORIGIN_OPENER_POLICY"]): boolean {
  return value === null || openerPolicies.includes(value);
}
