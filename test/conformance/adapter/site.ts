/** A whole mkweb site made of a case: settings, middleware, URLs and templates. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  completeSettings,
  ImproperlyConfigured,
  resolveSpecifier,
  type Settings,
} from "../../../src/conf/index.ts";
import { closeConnections } from "../../../src/connections/index.ts";
import type { HttpResponseBase } from "../../../src/http/index.ts";
import { getApplication, type Application } from "../../../src/server/index.ts";
import { addUsers } from "./accounts.ts";
import { createSessions } from "./session-rows.ts";
import { SECRET_KEY, type Clock, type Given } from "./protocol.ts";
import { registerUrlconf } from "./urlconf-registry.ts";
import { decodeValue } from "./values.ts";

export interface Site {
  readonly application: Application;
  /** The response sent last, before the server added to it. */
  readonly lastResponse: () => HttpResponseBase | undefined;
  /** The project's own mistake, if one came up while it answered. */
  readonly misconfiguration: () => ImproperlyConfigured | undefined;
  readonly close: () => Promise<void>;
}

export async function siteOf(given: Given, now: Clock): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  let settings: Settings | undefined;
  const close = async (): Promise<void> => {
    if (settings) await closeConnections(settings);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const [name, source] of Object.entries(given.templates ?? {})) {
      const file = join(folder, "templates", name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, source);
    }
    const base = pathToFileURL(`${folder}/`);
    settings = completeSettings({
      BASE_DIR: base,
      SECRET_KEY,
      INSTALLED_APPS: given.users ? ["mkweb/contenttypes", "mkweb/auth"] : [],
      ALLOWED_HOSTS: ["testserver", "localhost", "127.0.0.1"],
      MIDDLEWARE: middlewareOf(given, base),
      ROOT_URLCONF: registerUrlconf(given),
      SESSION_ENGINE: "mkweb/sessions/backends/db",
      DATABASES: { default: { ENGINE: "sqlite", NAME: ":memory:" } },
      // The test server cannot have port 443: the visitor says what a proxy in front would say.
      USE_X_FORWARDED_PORT: true,
      TEMPLATES: [{ DIRS: [join(folder, "templates")], OPTIONS: templateOptions(given) }],
      ...settingsOf(given),
    });
    await createSessions(settings, given.sessions ?? [], now);
    await addUsers(settings, given.users ?? []);
    let last: HttpResponseBase | undefined;
    let mistake: ImproperlyConfigured | undefined;
    const application = await getApplication(settings, {
      now,
      onResponse: (_request, response) => {
        last = response;
      },
      // Cases ask for errors, and nobody wants to read them here; a broken project is an answer.
      onError: (error) => {
        if (error instanceof ImproperlyConfigured) mistake = error;
      },
    });
    return { application, lastResponse: () => last, misconfiguration: () => mistake, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const DEFAULT_MIDDLEWARE = ["security", "session", "common", "csrf", "auth", "messages", "xframe"];

const modules: Readonly<Record<string, string>> = {
  security: "mkweb/middleware/security",
  session: "mkweb/sessions/middleware",
  common: "mkweb/middleware/common",
  csrf: "mkweb/middleware/csrf",
  auth: "mkweb/auth/middleware",
  messages: "mkweb/messages/middleware",
  xframe: "mkweb/middleware/clickjacking",
  conditional_get: "mkweb/middleware/conditional",
  gzip: "mkweb/middleware/gzip",
  csp: "mkweb/middleware/csp",
};

/**
 * The middleware a case asks for, without what mkweb does not have yet: most cases list sessions and
 * never touch them, and the others fail for want of them.
 */
function middlewareOf(given: Given, base: URL): readonly string[] {
  return (given.middleware ?? DEFAULT_MIDDLEWARE)
    .map((name) => modules[name] ?? name)
    .filter((specifier) => resolveSpecifier(specifier, base) !== undefined);
}

function templateOptions(given: Given): Record<string, unknown> {
  return {
    ...(given.engine_autoescape === undefined ? {} : { autoescape: given.engine_autoescape }),
    ...(given.string_if_invalid === undefined
      ? {}
      : { string_if_invalid: given.string_if_invalid }),
  };
}

/** Regular expressions and `None` for "no attribute" are spelt otherwise in TypeScript. */
function settingsOf(given: Given): Record<string, unknown> {
  const PASSWORD_HASHERS = hashersOf(given);
  const settings = { ...given.settings, ...(PASSWORD_HASHERS && { PASSWORD_HASHERS }) };
  const entries = Object.entries(settings).map(([name, value]): [string, unknown] => {
    if (name === "SECURE_REDIRECT_EXEMPT" || name === "DISALLOWED_USER_AGENTS") {
      return [name, (value as readonly string[]).map((pattern) => new RegExp(pattern))];
    }
    return [name, decodeValue(value)];
  });
  return Object.fromEntries(entries);
}

const hashers: Readonly<Record<string, string>> = {
  "django.contrib.auth.hashers.PBKDF2PasswordHasher": "mkweb/auth/hashers/pbkdf2",
  "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher": "mkweb/auth/hashers/pbkdf2-sha1",
  "django.contrib.auth.hashers.ScryptPasswordHasher": "mkweb/auth/hashers/scrypt",
};

/** The hashes a case brings count as today's, unless it says otherwise. */
function hashersOf({ settings, users, password_upgrade: upgrade }: Given) {
  if (users && upgrade !== true) return [new URL("current-hasher.ts", import.meta.url).href];
  const named = settings?.["PASSWORD_HASHERS"];
  return Array.isArray(named) ? named.map((name) => hashers[String(name)] ?? name) : undefined;
}
