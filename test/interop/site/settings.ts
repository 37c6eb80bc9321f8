/**
 * What both sites must agree on comes from the environment: DB_PATH (a SQLite file) or DATABASE_URL,
 * SECRET_KEY, and H_PBKDF2_ITERATIONS, without which a login on one side would hash the password anew
 * and so end the sessions of the other. H_DJANGO_VERSION stands in its place for a Django that is as it comes.
 * H_COOKIE_AGE is SESSION_COOKIE_AGE.
 */
import { defineSettings, env, type DjangoVersion } from "../../../src/conf/index.ts";

export default defineSettings({
  BASE_DIR: new URL("..", import.meta.url),
  SECRET_KEY: env("SECRET_KEY"),
  ALLOWED_HOSTS: ["127.0.0.1", "localhost"],
  INSTALLED_APPS: ["mkweb/auth", "mkweb/contenttypes", "mkweb/sessions"],
  MIDDLEWARE: [
    "mkweb/sessions/middleware",
    "mkweb/middleware/common",
    "mkweb/middleware/csrf",
    "mkweb/auth/middleware",
  ],
  ROOT_URLCONF: "site/urls.ts",
  ...(process.env["H_DJANGO_VERSION"] === undefined
    ? { PASSWORD_HASHERS: ["site/hasher.ts"] }
    : {
        // Checked when the settings are loaded.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        PASSWORD_DJANGO_VERSION: env("H_DJANGO_VERSION") as DjangoVersion,
      }),
  SESSION_COOKIE_AGE: env.integer("H_COOKIE_AGE", 1_209_600),
  DATABASES: {
    default: process.env["DB_PATH"]
      ? { ENGINE: "sqlite", NAME: env("DB_PATH"), OPTIONS: { timeout: 20 } }
      : env.database("DATABASE_URL"),
  },
});
