import { activateSettings, activeSettings, type Settings } from "../conf/index.ts";
import { getConnection, type Connection } from "../connections/index.ts";
import { knownStateOf, ModelBase } from "./instances/model-base.ts";
import type { ModelInfo } from "./meta/model-info.ts";

/** What a router may consider besides the model. */
export interface RoutingHints {
  readonly instance?: object;
}

/** Chooses between several databases; each method may leave the choice to the next router. Django's router. */
export interface DatabaseRouter {
  databaseForRead?(model: unknown, hints: RoutingHints): string | undefined;
  databaseForWrite?(model: unknown, hints: RoutingHints): string | undefined;
  allowRelation?(one: object, other: object, hints: RoutingHints): boolean | undefined;
  allowMigrate?(
    alias: string,
    appLabel: string,
    hints: Readonly<Record<string, unknown>>,
  ): boolean | undefined;
}

let routers: readonly DatabaseRouter[] = [];

/** Sets the settings whose databases models use, and the routers of DATABASE_ROUTERS, in order. */
export function activate(
  settings: Settings | undefined,
  all: readonly DatabaseRouter[] = [],
): void {
  activateSettings(settings);
  routers = all;
}

/**
 * Returns the connection to a database of the project.
 *
 * @param alias Default `"default"`.
 * @throws {ImproperlyConfigured} If no project is set up.
 *
 * @example
 * const rows = await connectionFor().rows("select count(*) from polls_question", []);
 */
export function connectionFor(alias = "default"): Connection {
  return getConnection(activeSettings("A model was used"), alias);
}

/** Returns the database to read a model's rows from: the routers' choice, or that of `instance`. */
export function aliasForRead({ model }: ModelInfo, instance?: object): string {
  return chosen(instance, (router, hints) => router.databaseForRead?.(model, hints));
}

/** Returns the database to write a model's rows to. */
export function aliasForWrite({ model }: ModelInfo, instance?: object): string {
  return chosen(instance, (router, hints) => router.databaseForWrite?.(model, hints));
}

/** Returns the database that an object came from. */
export function aliasOf(object: object): string {
  return (object instanceof ModelBase ? knownStateOf(object)?.alias : undefined) ?? "default";
}

function chosen(
  instance: object | undefined,
  ask: (router: DatabaseRouter, hints: RoutingHints) => string | undefined,
): string {
  for (const router of routers) {
    const alias = ask(router, instance ? { instance } : {});
    if (alias !== undefined) return alias;
  }
  return instance ? aliasOf(instance) : "default";
}
