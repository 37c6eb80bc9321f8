/** A small site for the admin's lists; DATABASE_URL comes from the environment. */
import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: "a secret of the shop's tests",
  DEBUG: env.boolean("DEBUG", false),
  ALLOWED_HOSTS: ["testserver", "127.0.0.1"],
  INSTALLED_APPS: [
    "mkweb/admin",
    "mkweb/auth",
    "mkweb/contenttypes",
    "mkweb/sessions",
    "mkweb/messages",
    "mkweb/staticfiles",
    "shop",
  ],
  MIDDLEWARE: [
    "mkweb/middleware/csp",
    "mkweb/sessions/middleware",
    "mkweb/middleware/common",
    "mkweb/middleware/csrf",
    "mkweb/auth/middleware",
    "mkweb/messages/middleware",
  ],
  ROOT_URLCONF: "mysite/urls.ts",
  TEMPLATES: [
    {
      DIRS: [],
      APP_DIRS: true,
      OPTIONS: {
        context_processors: [
          "mkweb/context-processors#request",
          "mkweb/auth/context-processors#auth",
          "mkweb/messages/context-processors#messages",
        ],
      },
    },
  ],
  DATABASES: { default: env.database("DATABASE_URL") },
  PASSWORD_HASHERS: ["mysite/hasher.ts"],
  TIME_ZONE: "Europe/Berlin",
  SECURE_CSP: { "default-src": ["'self'"] },
  STATIC_URL: "static/",
});
