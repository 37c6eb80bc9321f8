import type { EntitySchema } from "@mikro-orm/core";
import { MikroORM } from "@mikro-orm/sql";
import type { Connection } from "../../connections/index.ts";
import { makeLinkTables, nameLinkColumns } from "./link-tables.ts";
import { DjangoNames } from "./names.ts";
import { PostgresqlDriver } from "./postgresql.ts";
import { SqliteDriver, useDjangoTypes } from "./sqlite.ts";

/** MikroORM over these models, on a connection of ours. */
export async function createOrm(
  connection: Connection,
  entities: readonly EntitySchema[],
): Promise<MikroORM> {
  const dialect = await connection.dialect();
  const sqlite = connection.vendor === "sqlite";
  return new MikroORM({
    driver: sqlite ? SqliteDriver : PostgresqlDriver,
    dbName: connection.database,
    driverOptions: () => dialect,
    entities: [...entities],
    namingStrategy: DjangoNames,
    // Creating the database is not our business, and a second ORM would wait for the first's connection.
    ensureDatabase: false,
    // Only save() writes, never a query that happens to come after a change.
    flushMode: "commit",
    discovery: {
      warnWhenNoEntities: false,
      onMetadata(meta) {
        nameLinkColumns(meta);
        if (sqlite) useDjangoTypes(meta);
      },
      afterDiscovered: makeLinkTables,
    },
  });
}
