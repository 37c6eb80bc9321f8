/** A real Django (Debian's python3-django) with its users and sessions, on a database of ours. */
import { execFileSync } from "node:child_process";

const PYTHON = process.env["PYTHON"] ?? "/usr/bin/python3";

/** Why there is no Django here, or `false`: for a test's `skip`. */
export const noDjango: string | false = has("django") ? false : "python3-django is not installed";

/** The same for Django on PostgreSQL. */
export const noDjangoOnPostgres: string | false =
  noDjango || (has("psycopg2") ? false : "python3-psycopg2 is not installed");

const SETUP = `
import os, sys
from urllib.parse import urlsplit
import django
from django.conf import settings
from django.core.management import call_command

url = urlsplit(sys.argv[1])
if url.scheme == "sqlite":
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": url.path}
else:
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username,
                "PASSWORD": url.password or "", "HOST": url.hostname, "PORT": url.port or ""}
settings.configure(
    SECRET_KEY="a secret of the tests",
    DATABASES={"default": database},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    AUTH_PASSWORD_VALIDATORS=[
        {"NAME": "django.contrib.auth.password_validation." + name}
        for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "NumericPasswordValidator")
    ],
    USE_TZ=True,
)
django.setup()
`;

/**
 * Runs Python with Django set up on a database, and answers what it printed.
 *
 * @param url `sqlite:/path` or `postgresql://...`.
 */
export function runDjango(url: string, code: string): string {
  return execFileSync(PYTHON, ["-c", SETUP + code, url.replace(/^sqlite:/, "sqlite://")], {
    encoding: "utf8",
  });
}

function has(module: string): boolean {
  try {
    execFileSync(PYTHON, ["-c", `import ${module}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
