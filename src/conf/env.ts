import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { ImproperlyConfigured } from "./configured.ts";
import { parseDatabaseUrl } from "./database-url.ts";
import type { DatabaseSettings } from "./settings.ts";

/**
 * Returns an environment variable. `.env` beside `manage.js` counts as environment; real variables take precedence.
 *
 * @param fallback Used if the variable is not set. Without it the variable is required.
 * @throws {ImproperlyConfigured} If it is required and not set.
 *
 * @example
 * export default defineSettings({
 *   SECRET_KEY: env("SECRET_KEY"),
 *   DEBUG: env.boolean("DEBUG", false),
 *   DATABASES: { default: env.database("DATABASE_URL", "sqlite:db.sqlite3") },
 * });
 */
export function env(name: string, fallback?: string): string {
  return process.env[name] ?? required(name, fallback);
}

/** Accepts `1 true yes on` and `0 false no off` in any case; an empty value is false. */
env.boolean = (name: string, fallback?: boolean): boolean => {
  const text = process.env[name];
  if (text === undefined) return required(name, fallback);
  if (/^(?:1|true|yes|on)$/i.test(text.trim())) return true;
  if (/^(?:0|false|no|off|)$/i.test(text.trim())) return false;
  throw unreadable(name, text, "a boolean", `${name}=true or ${name}=false`);
};

/** Splits at commas, trims each part and drops empty ones. */
env.list = (name: string, fallback?: readonly string[]): readonly string[] => {
  const text = process.env[name];
  if (text === undefined) return required(name, fallback);
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
};

/** A whole number in decimal digits. */
env.integer = (name: string, fallback?: number): number => {
  const text = process.env[name];
  if (text === undefined) return required(name, fallback);
  const number = Number(text);
  if (/^\s*[+-]?\d+\s*$/.test(text) && Number.isSafeInteger(number)) return number;
  throw unreadable(name, text, "an integer", `${name}=10`);
};

/** Parses the URL of a database: `sqlite:db.sqlite3` or `postgresql://user:password@host:5432/name`. */
env.database = (name: string, fallback?: string): DatabaseSettings => {
  const text = process.env[name] ?? required(name, fallback);
  const database = parseDatabaseUrl(text);
  if (database) return database;
  // Without the text itself, which may contain a password.
  throw new ImproperlyConfigured(`The environment variable ${name} is not the URL of a database.`, {
    hint: `Write it as ${name}=sqlite:db.sqlite3 or ${name}=postgresql://user:password@host:5432/name.`,
  });
};

/**
 * Adds the variables of a `.env` file to `process.env`, except those already set. Does nothing without the file.
 *
 * @throws {ImproperlyConfigured} If the file cannot be read.
 *
 * @example
 * loadEnvFile(settings.BASE_DIR);
 */
export function loadEnvFile(projectRoot: URL, name: ".env" | ".env.production" = ".env"): void {
  const file = new URL(name, projectRoot);
  if (!existsSync(file)) return;
  for (const [variable, value] of Object.entries(parseEnv(read(file)))) {
    if (process.env[variable] !== undefined) continue;
    process.env[variable] = value;
    fromFile.add(variable);
  }
}

const fromFile = new Set<string>();

/**
 * Returns the environment without the variables from `.env`, for a child process that reads `.env` anew.
 *
 * @example
 * console.log(realEnvironment()["PATH"]);
 */
export function realEnvironment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter((name) => !fromFile.has(name));
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

function read(file: URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ImproperlyConfigured(`${fileURLToPath(file)} cannot be read: ${String(cause)}`, {
      hint: "Make it a file that this user may read, or remove it.",
      cause,
    });
  }
}

function required<T>(name: string, fallback: T | undefined): T {
  if (fallback !== undefined) return fallback;
  throw new ImproperlyConfigured(`The environment variable ${name} is not set.`, {
    hint: `Add a line ${name}=... to .env beside manage.js, or set it in the environment.`,
  });
}

function unreadable(name: string, text: string, kind: string, example: string): Error {
  const message = `The environment variable ${name} is not ${kind}: ${JSON.stringify(text)}.`;
  return new ImproperlyConfigured(message, { hint: `Write it as ${example}.` });
}
