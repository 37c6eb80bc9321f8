import { ImproperlyConfigured } from "./configured.ts";
import { defaults } from "./defaults.ts";
import { djangoVersions, type Settings } from "./settings.ts";

/** Settings whose default is `null`, and their other types. */
const nullable: Readonly<Record<string, readonly string[]>> = {
  STATIC_ROOT: ["a string", "a URL"],
  FORCE_SCRIPT_NAME: ["a string"],
  FILE_UPLOAD_TEMP_DIR: ["a string"],
  FILE_UPLOAD_DIRECTORY_PERMISSIONS: ["a number"],
  SECURE_PROXY_SSL_HEADER: ["an array"],
  LOGOUT_REDIRECT_URL: ["a string"],
  SECURE_SSL_HOST: ["a string"],
  EMAIL_FILE_PATH: ["a string"],
  EMAIL_SSL_CERTFILE: ["a string"],
  EMAIL_SSL_KEYFILE: ["a string"],
  EMAIL_TIMEOUT: ["a number"],
  SESSION_COOKIE_DOMAIN: ["a string"],
  SESSION_FILE_PATH: ["a string"],
  CSRF_COOKIE_DOMAIN: ["a string"],
};

/** Settings that may have another type than their default. */
const others: Readonly<Record<string, readonly string[]>> = {
  RATELIMIT_LOGIN: ["null"],
  RATELIMIT_LOGIN_ADDRESS: ["null"],
  DATA_UPLOAD_MAX_MEMORY_SIZE: ["null"],
  DATA_UPLOAD_MAX_NUMBER_FIELDS: ["null"],
  DATA_UPLOAD_MAX_NUMBER_FILES: ["null"],
  FILE_UPLOAD_PERMISSIONS: ["null"],
  MEDIA_ROOT: ["a URL"],
  VIEW_TIMEOUT: ["null"],
  REQUEST_ID_HEADER: ["null"],
  SLOW_REQUEST_TIME: ["null"],
  SLOW_QUERY_TIME: ["null"],
  CSRF_COOKIE_AGE: ["null"],
  SECURE_CROSS_ORIGIN_OPENER_POLICY: ["null"],
  SECURE_REFERRER_POLICY: ["null", "an array"],
  SESSION_COOKIE_SAMESITE: ["false"],
  CSRF_COOKIE_SAMESITE: ["false"],
};

/** @throws {ImproperlyConfigured} If a known setting has the wrong type, or SECRET_KEY is empty. */
export function validate(settings: object): asserts settings is Settings {
  for (const [name, usual] of Object.entries(defaults)) {
    const value: unknown = Reflect.get(settings, name);
    const allowed = allowedKinds(name, usual);
    if (!kindsOf(value).some((kind) => allowed.includes(kind))) {
      throw wrongKind(name, value, allowed);
    }
  }
  requireSecretKey(Reflect.get(settings, "SECRET_KEY"));
  requireTimeZone(String(Reflect.get(settings, "TIME_ZONE")));
  requireDatabases(Reflect.get(settings, "DATABASES"));
  requireHeaderName("REQUEST_ID_HEADER", Reflect.get(settings, "REQUEST_ID_HEADER"));
  requireDjangoVersion(String(Reflect.get(settings, "PASSWORD_DJANGO_VERSION")));
  for (const name of timeouts) requireTimeout(name, Reflect.get(settings, name));
  for (const name of counts) requireCount(name, Reflect.get(settings, name));
  requireEncodings(Reflect.get(settings, "STATICFILES_ENCODINGS"));
  requireMessageSize(Reflect.get(settings, "WEBSOCKET_MAX_MESSAGE_SIZE"));
}

/** Settings that are whole numbers of 0 or more. */
const counts = ["STATIC_MAX_AGE", "STATIC_MAX_MEMORY_SIZE", "NUM_PROXIES"] as const;

function requireCount(name: string, count: unknown): void {
  if (Number.isSafeInteger(count) && Number(count) >= 0) return;
  throw new ImproperlyConfigured(
    `The ${name} setting must be a whole number, 0 or more; it is ${String(count)}.`,
    { hint: `Change ${name} in the settings, or remove it to use the default.` },
  );
}

function requireEncodings(encodings: unknown): void {
  const known = ["br", "zstd", "gzip"];
  const wrong = Array.isArray(encodings) && encodings.find((each) => !known.includes(each));
  if (wrong === false || wrong === undefined) return;
  throw new ImproperlyConfigured(
    `The STATICFILES_ENCODINGS setting names ${JSON.stringify(wrong)}; known are ${known.join(", ")}.`,
    { hint: "List the ones you want, preferred first; an empty list turns compression off." },
  );
}

/** Settings that are time limits in seconds. */
const timeouts = [
  "REQUEST_HEADERS_TIMEOUT",
  "REQUEST_TIMEOUT",
  "KEEP_ALIVE_TIMEOUT",
  "VIEW_TIMEOUT",
  "SEND_TIMEOUT",
  "SHUTDOWN_TIMEOUT",
  "SLOW_REQUEST_TIME",
  "SLOW_QUERY_TIME",
  "WEBSOCKET_PING_INTERVAL",
] as const;

/** Maximum of a timer. */
const LONGEST_SECONDS = 2_147_483;

function allowedKinds(name: string, usual: unknown): readonly string[] {
  if (usual === null) return ["null", ...(nullable[name] ?? [])];
  return [kindsOf(usual)[0] ?? "", ...(others[name] ?? [])];
}

/** From general to specific: `false` is also a boolean. */
function kindsOf(value: unknown): readonly string[] {
  if (value === null) return ["null"];
  if (value === undefined) return ["undefined"];
  if (value === false) return ["a boolean", "false"];
  if (Array.isArray(value)) return ["an array"];
  if (value instanceof URL) return ["a URL"];
  if (typeof value === "object") return ["an object"];
  return [`a ${typeof value}`];
}

function wrongKind(name: string, value: unknown, allowed: readonly string[]): ImproperlyConfigured {
  const is = kindsOf(value).at(-1) ?? "";
  return new ImproperlyConfigured(
    `The ${name} setting must be ${allowed.join(" or ")}; it is ${is}.`,
    { hint: hintFor(name, value, allowed) },
  );
}

function hintFor(name: string, value: unknown, allowed: readonly string[]): string {
  if (allowed.includes("an array") && typeof value === "string") {
    return `Write ${name}: [${JSON.stringify(value)}].`;
  }
  return `Change ${name} in the settings, or remove it to use the default.`;
}

function requireSecretKey(key: unknown): void {
  if (key !== "") return;
  throw new ImproperlyConfigured("The SECRET_KEY setting must not be empty.", {
    hint: "Put a line SECRET_KEY=... with 50 random characters into .env beside manage.js.",
  });
}

function requireTimeout(name: string, given: unknown): void {
  if (given === null) return;
  const seconds = Number(given);
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return;
  throw new ImproperlyConfigured(
    `The ${name} setting must be a number of seconds, above 0 and at most ${LONGEST_SECONDS}; it is ${seconds}.`,
    { hint: `Change ${name} in the settings, or remove it to use the default.` },
  );
}

function requireHeaderName(name: string, given: unknown): void {
  if (given === null) return;
  if (typeof given === "string" && /^[\w!#$%&'*+.^`|~-]+$/.test(given)) return;
  throw new ImproperlyConfigured(
    `The ${name} setting must be the name of a header; it is ${JSON.stringify(given)}.`,
    { hint: `Write ${name}: "X-Request-ID", or null to turn it off.` },
  );
}

/** 0 would mean no limit to the library. */
function requireMessageSize(bytes: unknown): void {
  if (Number.isSafeInteger(bytes) && Number(bytes) > 0) return;
  throw new ImproperlyConfigured(
    `The WEBSOCKET_MAX_MESSAGE_SIZE setting must be a whole number of bytes above 0; it is ${Number(bytes)}.`,
    { hint: "Change it in the settings, or remove it to use the default." },
  );
}

function requireTimeZone(zone: string): void {
  // Creating the first formatter of a process loads ICU's data, which most projects never need.
  if (zone === "UTC") return;
  try {
    Intl.DateTimeFormat("en", { timeZone: zone });
  } catch (cause) {
    throw new ImproperlyConfigured(`Incorrect timezone setting: ${zone}`, {
      hint: "TIME_ZONE takes names of the IANA database: UTC, Europe/Berlin.",
      cause,
    });
  }
}

function requireDjangoVersion(version: string): void {
  if (djangoVersions.some((known) => known === version)) return;
  throw new ImproperlyConfigured(
    `PASSWORD_DJANGO_VERSION is '${version}'; known are ${djangoVersions.join(", ")}.`,
    {
      hint: "For another version, write a hasher with its number of iterations: docs/topics/auth.md says how.",
    },
  );
}

function requireDatabases(databases: unknown): void {
  for (const [alias, database] of Object.entries(Object(databases))) {
    const [ENGINE, NAME] = ["ENGINE", "NAME"].map((key) => Reflect.get(Object(database), key));
    if ((ENGINE === "sqlite" || ENGINE === "postgresql") && typeof NAME === "string" && NAME) {
      requireLimits(alias, database);
      continue;
    }
    throw new ImproperlyConfigured(
      `DATABASES['${alias}'] needs an ENGINE, "sqlite" or "postgresql", and a NAME.`,
      { hint: `Write ${alias}: env.database("DATABASE_URL", "sqlite:db.sqlite3").` },
    );
  }
}

const databaseLimits = [
  "MAX_CONNECTIONS",
  "CONNECTION_TIMEOUT",
  "LOCK_TIMEOUT",
  "STATEMENT_TIMEOUT",
  "TRANSACTION_TIMEOUT",
];

/** setTimeout overflows beyond this and would fire at once. */
const LONGEST = 2_000_000;

function requireLimits(alias: string, database: unknown): void {
  for (const name of databaseLimits) {
    const value: unknown = Reflect.get(Object(database), name);
    const least = name === "MAX_CONNECTIONS" ? 1 : 0;
    if (value === undefined) continue;
    if (typeof value === "number" && value >= least && value <= LONGEST) continue;
    throw new ImproperlyConfigured(
      `DATABASES['${alias}'].${name} must be a number from ${least} to ${LONGEST}.`,
      {
        hint:
          least === 0 ? "It is in seconds; 0 is no limit." : "Leave it out for the default, 10.",
      },
    );
  }
}
