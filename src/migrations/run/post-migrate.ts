import { importAppModule, type App, type Settings } from "../../conf/index.ts";
import type { Connection } from "../../connections/index.ts";
import type { State } from "../../schema/index.ts";
import { applyOperations, type MigrationGraph } from "../graph.ts";
import { appliedMigrations } from "./recorder.ts";

/** Code of an app that runs after every `migrate`, in its own transaction. */
export type PostMigrate = (context: PostMigrateContext) => Promise<void> | void;

export interface PostMigrateContext {
  readonly settings: Settings;
  readonly connection: Connection;
  /** The models with tables, by `polls.Question`. */
  readonly state: State;
  /** Reports what was done, if the user wants to know. */
  readonly report: (line: string) => void;
}

/**
 * Declares code to run after every `migrate`, as the default export of an app's `management/post-migrate.ts`:
 * Django's `post_migrate` signal. Returns its argument.
 *
 * @example
 * export default definePostMigrate(async ({ connection, report }) => {
 *   await connection.run("analyze");
 *   report("Analyzed the tables.");
 * });
 */
export function definePostMigrate(handler: PostMigrate): PostMigrate {
  return handler;
}

export interface MigratedDatabase extends Omit<PostMigrateContext, "state"> {
  readonly apps: readonly App[];
  readonly graph: MigrationGraph;
}

/**
 * Runs the post-migrate code of all apps; an app whose migrations need another's comes after it.
 *
 * @example
 * const apps = await loadApps(settings);
 * await emitPostMigrate({ apps, graph, settings, connection: connectionFor(), report: console.log });
 */
export async function emitPostMigrate(database: MigratedDatabase): Promise<void> {
  const { apps, graph, connection, settings, report } = database;
  const applied = await appliedMigrations(connection);
  const state = applyOperations(graph.order.filter(({ key }) => applied.has(key)));
  const place = ({ label }: App): number => {
    const first = graph.order.findIndex(({ app }) => app === label);
    return first === -1 ? graph.order.length : first;
  };
  for (const app of apps.toSorted((a, b) => place(a) - place(b))) {
    const handler = (await importAppModule(app.root, "management/post-migrate"))?.["default"];
    if (!isPostMigrate(handler)) continue;
    await connection.transaction(async () => {
      await handler({ settings, connection, state, report });
    });
  }
}

function isPostMigrate(value: unknown): value is PostMigrate {
  return typeof value === "function";
}
