/** Checks of `check --deploy` for the session cookie and CSRF. */
import type { Settings } from "../../conf/index.ts";
import type { DeployRule } from "./deploy-rule.ts";

const app = "mkweb/sessions";
const sessionMiddleware = "mkweb/sessions/middleware";
const csrfMiddleware = "mkweb/middleware/csrf";

const hasApp = ({ INSTALLED_APPS }: Settings): boolean => INSTALLED_APPS.includes(app);
const hasSessions = ({ MIDDLEWARE }: Settings): boolean => MIDDLEWARE.includes(sessionMiddleware);
const hasCsrf = ({ MIDDLEWARE }: Settings): boolean => MIDDLEWARE.includes(csrfMiddleware);

export const cookieRules: readonly DeployRule[] = [
  {
    id: "security.W003",
    broken: (settings) => !hasCsrf(settings),
    message: `You don't appear to be using Django's built-in cross-site request forgery protection via the middleware ('${csrfMiddleware}' is not in your MIDDLEWARE). Enabling the middleware is the safest approach to ensure you don't leave any holes.`,
  },
  ...sessionCookie({
    ids: ["security.W010", "security.W011", "security.W012"],
    setting: "SESSION_COOKIE_SECURE",
    why: "Using a secure-only session cookie makes it more difficult for network traffic sniffers to hijack user sessions.",
  }),
  ...sessionCookie({
    ids: ["security.W013", "security.W014", "security.W015"],
    setting: "SESSION_COOKIE_HTTPONLY",
    why: "Using an HttpOnly session cookie makes it more difficult for cross-site scripting attacks to hijack user sessions.",
  }),
  {
    id: "security.W016",
    broken: (settings) =>
      hasCsrf(settings) && !settings.CSRF_USE_SESSIONS && !settings.CSRF_COOKIE_SECURE,
    message: `You have '${csrfMiddleware}' in your MIDDLEWARE, but you have not set CSRF_COOKIE_SECURE to true. Using a secure-only CSRF cookie makes it more difficult for network traffic sniffers to steal the CSRF token.`,
  },
];

interface SessionCookie {
  /** Ids for the app alone, the middleware alone, and both. */
  readonly ids: readonly [app: string, middleware: string, both: string];
  readonly setting: "SESSION_COOKIE_SECURE" | "SESSION_COOKIE_HTTPONLY";
  readonly why: string;
}

function sessionCookie({ ids, setting, why }: SessionCookie): readonly DeployRule[] {
  const [appId, middlewareId, bothId] = ids;
  const open = (settings: Settings): boolean => !settings[setting];
  return [
    {
      id: appId,
      broken: (settings) => open(settings) && hasApp(settings) && !hasSessions(settings),
      message: `You have '${app}' in your INSTALLED_APPS, but you have not set ${setting} to true. ${why}`,
    },
    {
      id: middlewareId,
      broken: (settings) => open(settings) && hasSessions(settings) && !hasApp(settings),
      message: `You have '${sessionMiddleware}' in your MIDDLEWARE, but you have not set ${setting} to true. ${why}`,
    },
    {
      id: bothId,
      broken: (settings) => open(settings) && hasApp(settings) && hasSessions(settings),
      message: `${setting} is not set to true. ${why}`,
    },
  ];
}
