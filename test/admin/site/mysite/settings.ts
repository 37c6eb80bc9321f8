/** DB_PATH, an SQLite file or a `postgres://` URL, and SECRET_KEY come from the environment. */
import { defineSettings, env } from "mkweb/conf";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: env("SECRET_KEY"),
  DEBUG: env.boolean("DEBUG", false),
  ALLOWED_HOSTS: ["127.0.0.1", "localhost"],

  INSTALLED_APPS: [
    "mkweb/admin",
    "mkweb/auth",
    "mkweb/contenttypes",
    "mkweb/sessions",
    "mkweb/messages",
    "mkweb/staticfiles",
    "polls",
    "library",
  ],

  MIDDLEWARE: [
    "mkweb/middleware/security",
    "mkweb/sessions/middleware",
    "mkweb/middleware/common",
    "mkweb/middleware/csrf",
    "mkweb/auth/middleware",
    "mkweb/messages/middleware",
    "mkweb/middleware/clickjacking",
  ],

  ROOT_URLCONF: "mysite/urls.ts",

  TEMPLATES: [
    {
      DIRS: ["templates"],
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

  DATABASES: {
    default: /^postgres(?:ql)?:/.test(env("DB_PATH"))
      ? env.database("DB_PATH")
      : { ENGINE: "sqlite", NAME: env("DB_PATH"), OPTIONS: { timeout: 20 } },
  },

  PASSWORD_HASHERS: ["mysite/hasher.ts", "mkweb/auth/hashers/pbkdf2"],
  AUTH_PASSWORD_VALIDATORS: [
    { NAME: "mkweb/auth/validators/user-attribute-similarity" },
    { NAME: "mkweb/auth/validators/minimum-length" },
    { NAME: "mkweb/auth/validators/common-password" },
    { NAME: "mkweb/auth/validators/numeric-password" },
  ],
  LOGIN_REDIRECT_URL: "/",

  LANGUAGE_CODE: "en-us",
  TIME_ZONE: "UTC",
  USE_TZ: true,
  STATIC_URL: "static/",
});
