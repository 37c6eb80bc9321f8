/** Checks of what a site needs to answer requests. */
import { getCache } from "../cache/index.ts";
import { ImproperlyConfigured, loadNamed, type App, type Settings } from "../conf/index.ts";
import { getConnection } from "../connections/index.ts";
import { didYouMean } from "../mistakes/index.ts";

export interface HealthCheckContext {
  readonly settings: Settings;
  readonly apps: readonly App[];
}

/** Throws or rejects if something is wrong; the error's message says what. */
export type HealthCheck = (context: HealthCheckContext) => unknown;

/** A check with its name in the details. */
export interface NamedCheck {
  readonly name: string;
  readonly check: () => Promise<unknown>;
}

const own = ["database", "caches", "migrations"];

/**
 * Returns the checks that HEALTH names, one for each database and each cache.
 *
 * @throws {ImproperlyConfigured} If a name is unknown, or its module exports no check.
 */
export async function namedChecks(
  names: readonly string[],
  context: HealthCheckContext,
): Promise<readonly NamedCheck[]> {
  return (await Promise.all(names.map((name) => checksOf(name, context)))).flat();
}

async function checksOf(name: string, context: HealthCheckContext): Promise<readonly NamedCheck[]> {
  const { settings } = context;
  if (name === "database") {
    return Object.keys(settings.DATABASES).map((alias) => ({
      name: `database:${alias}`,
      check: () => getConnection(settings, alias).all("select 1"),
    }));
  }
  if (name === "caches") {
    return Object.keys(settings.CACHES).map((alias) => ({
      name: `cache:${alias}`,
      check: async () => (await getCache(alias, settings)).get("mkweb.health"),
    }));
  }
  if (name === "migrations") {
    if (!settings.DATABASES["default"]) return [];
    return [{ name, check: migrationsCheck(context) }];
  }
  const check = await loadCheck(name, settings);
  return [{ name, check: async () => check(context) }];
}

/** Checks that all migrations are applied; once they are, the database is not asked again. */
function migrationsCheck({ settings, apps }: HealthCheckContext): () => Promise<void> {
  let areApplied = false;
  return async () => {
    if (areApplied) return;
    const { appliedMigrations, loadMigrations, planMigrations } =
      await import("../migrations/index.ts");
    const applied = await appliedMigrations(getConnection(settings));
    const graph = await loadMigrations(apps, settings);
    const { steps } = planMigrations(graph.for(applied), applied);
    if (steps.length > 0) throw new Error(`${steps.length} migration(s) are not applied.`);
    areApplied = true;
  };
}

function loadCheck(name: string, { BASE_DIR }: Settings): Promise<HealthCheck> {
  return loadNamed({
    specifier: name,
    baseDir: BASE_DIR,
    isWanted: isCheck,
    refusal: (isThere) => (isThere ? noCheck(name) : noModule(name)),
  });
}

function noModule(name: string): ImproperlyConfigured {
  return new ImproperlyConfigured(
    `HEALTH.CHECKS names '${name}', which does not exist.${didYouMean(name, own)}`,
    { hint: `Write ${own.join(", ")}, or a path below the project's folder: myproject/health.ts.` },
  );
}

function noCheck(name: string): ImproperlyConfigured {
  return new ImproperlyConfigured(`HEALTH.CHECKS: the module '${name}' exports no check.`, {
    hint: "Give it a default export that throws if something is wrong: export default async ({ settings }) => { ... }.",
  });
}

function isCheck(value: unknown): value is HealthCheck {
  return typeof value === "function";
}
