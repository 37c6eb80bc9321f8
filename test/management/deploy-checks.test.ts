/** `check --deploy` beside the real Django's: the same settings, the same ids in the same words. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { before, describe, it } from "node:test";
import { completeSettings } from "../../src/conf/index.ts";
import { checkSecurity } from "../../src/management/checks/security.ts";

const noNewerDjango =
  process.env["NEWER_DJANGO"] === undefined &&
  "NEWER_DJANGO names no folder with a newer Django, for PYTHONPATH";

type Values = Readonly<Record<string, unknown>>;

const strong = "0123456789abcdefghij".repeat(3);
/** Nothing is said of these. */
const clean = {
  SECRET_KEY: strong,
  ALLOWED_HOSTS: ["example.com"],
  INSTALLED_APPS: ["mkweb/sessions"],
  MIDDLEWARE: [
    "mkweb/middleware/security",
    "mkweb/sessions/middleware",
    "mkweb/middleware/csrf",
    "mkweb/middleware/clickjacking",
  ],
  SECURE_SSL_REDIRECT: true,
  SECURE_HSTS_SECONDS: 3600,
  SECURE_HSTS_INCLUDE_SUBDOMAINS: true,
  SECURE_HSTS_PRELOAD: true,
  SESSION_COOKIE_SECURE: true,
  CSRF_COOKIE_SECURE: true,
};
const without = (name: string): Values => ({
  MIDDLEWARE: clean.MIDDLEWARE.filter((each) => each !== `mkweb/${name}`),
});

/** What is changed in clean settings, and the ids that are then to be found. */
const cases: Readonly<Record<string, readonly [Values, ...string[]]>> = {
  "settings with nothing amiss": [{}],
  "no security middleware": [
    { ...without("middleware/security"), SECURE_HSTS_SECONDS: 0, SECURE_SSL_REDIRECT: false },
    "W001",
  ],
  "no security middleware, invalid policies": [
    {
      ...without("middleware/security"),
      SECURE_REFERRER_POLICY: "nonsense",
      SECURE_CROSS_ORIGIN_OPENER_POLICY: "nonsense",
    },
    "W001",
  ],
  "no clickjacking middleware": [
    { ...without("middleware/clickjacking"), X_FRAME_OPTIONS: "SAMEORIGIN" },
    "W002",
  ],
  "no CSRF middleware": [{ ...without("middleware/csrf"), CSRF_COOKIE_SECURE: false }, "W003"],
  "no HSTS": [
    {
      SECURE_HSTS_SECONDS: 0,
      SECURE_HSTS_INCLUDE_SUBDOMAINS: false,
      SECURE_HSTS_PRELOAD: false,
    },
    "W004",
  ],
  "HSTS without subdomains": [{ SECURE_HSTS_INCLUDE_SUBDOMAINS: false }, "W005"],
  "HSTS without preload": [{ SECURE_HSTS_PRELOAD: false }, "W021"],
  "content types guessed": [{ SECURE_CONTENT_TYPE_NOSNIFF: false }, "W006"],
  "no redirect to HTTPS": [{ SECURE_SSL_REDIRECT: false }, "W008"],
  "a short key": [{ SECRET_KEY: strong.slice(0, 49) }, "W009"],
  "a key of 50 characters": [{ SECRET_KEY: strong.slice(0, 50) }],
  "a key of four different characters": [{ SECRET_KEY: "abcd".repeat(20) }, "W009"],
  "a key of 49 emoji": [{ SECRET_KEY: "😀😁😂🤣😃😄😅".repeat(7) }, "W009"],
  "Django's own first key": [{ SECRET_KEY: `django-insecure-${strong}` }, "W009"],
  "weak keys of before": [
    { SECRET_KEY_FALLBACKS: ["short", strong, `django-insecure-${strong}`] },
    "W025",
    "W025",
  ],
  "a session cookie without TLS, by app alone": [
    { ...without("sessions/middleware"), SESSION_COOKIE_SECURE: false },
    "W010",
  ],
  "a session cookie without TLS, by middleware alone": [
    { INSTALLED_APPS: [], SESSION_COOKIE_SECURE: false },
    "W011",
  ],
  "a session cookie without TLS": [{ SESSION_COOKIE_SECURE: false }, "W012"],
  "a session cookie for scripts, by app alone": [
    { ...without("sessions/middleware"), SESSION_COOKIE_HTTPONLY: false },
    "W013",
  ],
  "a session cookie for scripts, by middleware alone": [
    { INSTALLED_APPS: [], SESSION_COOKIE_HTTPONLY: false },
    "W014",
  ],
  "a session cookie for scripts": [{ SESSION_COOKIE_HTTPONLY: false }, "W015"],
  "no sessions, open cookies": [
    {
      ...without("sessions/middleware"),
      INSTALLED_APPS: [],
      SESSION_COOKIE_SECURE: false,
      SESSION_COOKIE_HTTPONLY: false,
    },
  ],
  "a CSRF cookie without TLS": [{ CSRF_COOKIE_SECURE: false }, "W016"],
  "a CSRF token in the session": [{ CSRF_COOKIE_SECURE: false, CSRF_USE_SESSIONS: true }],
  DEBUG: [{ DEBUG: true }, "W018"],
  "pages in frames of the same site": [{ X_FRAME_OPTIONS: "SAMEORIGIN" }, "W019"],
  "no hosts": [{ ALLOWED_HOSTS: [] }, "W020"],
  "no referrer policy": [{ SECURE_REFERRER_POLICY: null }, "W022"],
  "an invalid referrer policy": [{ SECURE_REFERRER_POLICY: "nonsense" }, "E023"],
  "an empty referrer policy": [{ SECURE_REFERRER_POLICY: "" }, "E023"],
  "referrer policies in a text": [{ SECURE_REFERRER_POLICY: "no-referrer, same-origin" }],
  "referrer policies in a list, one invalid": [
    { SECURE_REFERRER_POLICY: ["no-referrer", "nonsense"] },
    "E023",
  ],
  "an invalid opener policy": [{ SECURE_CROSS_ORIGIN_OPENER_POLICY: "nonsense" }, "E024"],
  "no opener policy": [{ SECURE_CROSS_ORIGIN_OPENER_POLICY: null }],
};

interface Said {
  readonly level: string;
  readonly id: string;
  readonly message: string;
  readonly hint: string | null;
}

const names = {
  "mkweb/sessions/middleware": "django.contrib.sessions.middleware.SessionMiddleware",
  "mkweb/sessions": "django.contrib.sessions",
  "mkweb/middleware/security": "django.middleware.security.SecurityMiddleware",
  "mkweb/middleware/csrf": "django.middleware.csrf.CsrfViewMiddleware",
  "mkweb/middleware/clickjacking": "django.middleware.clickjacking.XFrameOptionsMiddleware",
};

const program = `
import json, sys
from django.conf import UserSettingsHolder, global_settings, settings
from django.core.checks.security import base, csrf, sessions
checks = [getattr(module, name) for module in (base, csrf, sessions) for name in dir(module)
          if name.startswith("check_") and name != "check_csrf_failure_view"]
levels = {30: "WARNING", 40: "ERROR"}
def said(values):
    holder = UserSettingsHolder(global_settings)
    for name, value in values.items():
        setattr(holder, name, value)
    settings._wrapped = holder
    return [{"level": levels[each.level], "id": each.id, "message": each.msg, "hint": each.hint}
            for check in checks for each in check(None)]
print(json.dumps({name: said(values) for name, values in json.load(sys.stdin).items()}))
`;

/** What Django says of the same settings, its names and words for ours. */
function askDjango(): Readonly<Record<string, readonly Said[]>> {
  const given = Object.entries(cases).map(([name, [change]]) => [name, { ...clean, ...change }]);
  let input = JSON.stringify(Object.fromEntries(given));
  for (const [ours, theirs] of Object.entries(names)) {
    input = input.replaceAll(`"${ours}"`, `"${theirs}"`);
  }
  const run = spawnSync(process.env["PYTHON"] ?? "/usr/bin/python3", ["-c", program], {
    input,
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: process.env["NEWER_DJANGO"] },
  });
  assert.equal(run.status, 0, run.stderr);
  let output = run.stdout.replaceAll(/\bTrue\b/g, "true");
  for (const [ours, theirs] of Object.entries(names)) {
    output = output.replaceAll(`'${theirs}'`, `'${ours}'`);
  }
  return JSON.parse(output);
}

async function askOurs(change: Values): Promise<readonly Said[]> {
  const settings = completeSettings({ BASE_DIR: "/nowhere", ...clean, ...change });
  const found = await checkSecurity({ settings, apps: [] });
  return sorted(
    found.map(({ level, id = "", message, hint }) => ({
      level,
      id,
      message,
      hint: hint ?? null,
    })),
  );
}

function sorted(said: readonly Said[]): readonly Said[] {
  return said.toSorted((one, other) =>
    `${one.id} ${one.message}` < `${other.id} ${other.message}` ? -1 : 1,
  );
}

describe("check --deploy", () => {
  let django: Readonly<Record<string, readonly Said[]>> = {};
  before(() => {
    if (noNewerDjango === false) django = askDjango();
  });

  for (const [name, [change, ...ids]] of Object.entries(cases)) {
    it(`finds ${ids.join(" and ") || "nothing"} in ${name}`, async () => {
      const said = await askOurs(change);
      const found = said.map(({ id }) => id.replace("security.", ""));
      assert.deepEqual(found, ids);
    });

    it(`says of ${name} what Django says`, { skip: noNewerDjango }, async () => {
      assert.deepEqual(await askOurs(change), sorted(django[name] ?? []));
    });
  }
});
