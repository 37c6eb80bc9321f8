import { isIP } from "node:net";
import { ImproperlyConfigured, type HealthSettings, type Settings } from "../conf/index.ts";
import { didYouMean } from "../mistakes/index.ts";

export type HealthOptions = Required<HealthSettings>;

const defaults: HealthOptions = {
  LIVE_PATH: "/healthz",
  READY_PATH: "/readyz",
  METRICS_PATH: "/metrics",
  CHECKS: ["database", "caches", "migrations"],
  CHECK_TIMEOUT: 2,
  ALLOWED_IPS: ["127.0.0.0/8", "::1"],
  TOKEN: null,
};

const SHORTEST_TOKEN = 16;

/**
 * Returns HEALTH with all defaults filled in.
 *
 * @throws {ImproperlyConfigured} If it has an unknown option or an unusable value.
 */
export function healthOptions({ HEALTH }: Pick<Settings, "HEALTH">): HealthOptions {
  requireKnown(HEALTH);
  const options = { ...defaults, ...HEALTH };
  requirePaths(options);
  const { CHECK_TIMEOUT, ALLOWED_IPS, CHECKS, TOKEN } = options;
  if (!(typeof CHECK_TIMEOUT === "number" && CHECK_TIMEOUT > 0 && CHECK_TIMEOUT <= 60)) {
    throw wrong(
      "HEALTH.CHECK_TIMEOUT must be a number of seconds, above 0 and at most 60.",
      "Write CHECK_TIMEOUT: 2.",
    );
  }
  if (!Array.isArray(CHECKS) || !Array.isArray(ALLOWED_IPS)) {
    throw wrong(
      "HEALTH.CHECKS and HEALTH.ALLOWED_IPS must be arrays.",
      'Write CHECKS: ["database"].',
    );
  }
  requireNetworks(ALLOWED_IPS);
  if (TOKEN !== null && !(typeof TOKEN === "string" && TOKEN.length >= SHORTEST_TOKEN)) {
    throw wrong(
      `HEALTH.TOKEN must have ${SHORTEST_TOKEN} characters or more, or be null.`,
      'Write TOKEN: env("HEALTH_TOKEN"), and a random text into .env.',
    );
  }
  return options;
}

function requireKnown(given: HealthSettings): void {
  const known = Object.keys(defaults);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw wrong(
      `HEALTH has no '${name}'.${didYouMean(name, known)}`,
      `It may have ${known.join(", ")}.`,
    );
  }
}

function requirePaths(options: HealthOptions): void {
  for (const name of ["LIVE_PATH", "READY_PATH", "METRICS_PATH"] as const) {
    const path = options[name];
    if (path === null || (typeof path === "string" && /^\/[^?#\s]*$/.test(path))) continue;
    throw wrong(
      `HEALTH.${name} must be a path that starts with a slash, or null.`,
      `Write ${name}: ${JSON.stringify(defaults[name])}.`,
    );
  }
}

function requireNetworks(networks: readonly unknown[]): void {
  for (const each of networks) {
    if (isNetwork(each)) continue;
    throw wrong(
      `HEALTH.ALLOWED_IPS: ${JSON.stringify(each)} is neither an address nor a network.`,
      'Write "10.0.0.7" or "10.0.0.0/8".',
    );
  }
}

function isNetwork(text: unknown): boolean {
  const [, address = "", bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(String(text)) ?? [];
  const family = isIP(address);
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128));
}

function wrong(message: string, hint: string): ImproperlyConfigured {
  return new ImproperlyConfigured(message, { hint });
}
