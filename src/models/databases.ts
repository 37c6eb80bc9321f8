import { activateSettings, activeSettings, type Settings } from "../conf/index.ts";
import { getConnection, type Connection } from "../connections/index.ts";
import { knownStateOf, ModelBase } from "./instances/model-base.ts";
import type { ModelInfo } from "./meta/model-info.ts";

/** What a router may go by besides the model. */
export interface RoutingHints {
  readonly instance?: object;
}

/** Decides which of several databases is used; each of its methods may leave it to the next. Django's router. */
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

/** Makes these the settings whose databases models use, and the routers of DATABASE_ROUTERS in their order. */
export function activate(
  settings: Settings | undefined,
  all: readonly DatabaseRouter[] = [],
): void {
  activateSettings(settings);
  routers = all;
}

/**
 * The connection to a database of the project.
 *
 * @param alias Default `"default"`.
 * @throws {ImproperlyConfigured} No project is set up.
 */
export function connectionFor(alias = "default"): Connection {
  return getConnection(activeSettings("A model was used"), alias);
}

/** The database to read a model's rows from: a router's answer, or that of the object they belong to. */
export function aliasForRead({ model }: ModelInfo, instance?: object): string {
  return chosen(instance, (router, hints) => router.databaseForRead?.(model, hints));
}

/** The database to write a model's rows to. */
export function aliasForWrite({ model }: ModelInfo, instance?: object): string {
  return chosen(instance, (router, hints) => router.databaseForWrite?.(model, hints));
}

/** The database an object came from. */
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
