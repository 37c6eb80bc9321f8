/** A catalogue of many books; DATABASE_URL comes from the environment. */
import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: "a secret of the measurements",
  DEBUG: false,
  ALLOWED_HOSTS: ["testserver"],
  INSTALLED_APPS: [
    "mkweb/admin",
    "mkweb/auth",
    "mkweb/contenttypes",
    "mkweb/sessions",
    "mkweb/messages",
    "mkweb/staticfiles",
    "catalogue",
  ],
  MIDDLEWARE: [
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
  TIME_ZONE: "UTC",
  STATIC_URL: "static/",
});
