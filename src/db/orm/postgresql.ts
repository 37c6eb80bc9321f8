import type { Configuration } from "@mikro-orm/core";
import {
  AbstractSqlConnection,
  AbstractSqlDriver,
  BasePostgreSqlPlatform,
  PostgreSqlSchemaHelper,
  type DatabaseTable,
  type ForeignKey,
} from "@mikro-orm/sql";
import type { Dialect } from "../../connections/index.ts";

/** MikroORM's PostgreSQL on our connection; its own package would bring a second `pg`. */
export class PostgresqlDriver extends AbstractSqlDriver<GivenConnection> {
  constructor(config: Configuration) {
    super(config, new DjangoPostgresqlPlatform(), GivenConnection, ["kysely", "pg"]);
  }
}

class GivenConnection extends AbstractSqlConnection {
  /** Never called: the dialect is given to it. */
  override createKyselyDialect(_options: object): Dialect {
    throw new Error("The connection of this ORM is made by mkweb.");
  }
}

class DjangoPostgresqlPlatform extends BasePostgreSqlPlatform {
  override schemaHelper = new DjangoPostgresqlSchemaHelper(this);

  override parseDate(value: string | number): Date {
    return new Date(value);
  }

  /** With fractions of a second. */
  override getTimeTypeDeclarationSQL(): string {
    return "time";
  }
}

/** Foreign keys are checked when a transaction ends, as Django's, so that rows may come in any order. */
class DjangoPostgresqlSchemaHelper extends PostgreSqlSchemaHelper {
  override createForeignKey(
    table: DatabaseTable,
    foreignKey: ForeignKey,
    alterTable?: boolean,
    inline?: boolean,
  ): string {
    const sql = super.createForeignKey(table, foreignKey, alterTable, inline);
    return `${sql} deferrable initially deferred`;
  }

  override async getAllForeignKeys(
    ...asked: Parameters<PostgreSqlSchemaHelper["getAllForeignKeys"]>
  ): ReturnType<PostgreSqlSchemaHelper["getAllForeignKeys"]> {
    const found = await super.getAllForeignKeys(...asked);
    // All of them are, so it is no difference between a model and its table.
    for (const foreignKey of Object.values(found).flatMap((keys) => Object.values(keys))) {
      delete foreignKey.deferMode;
    }
    return found;
  }
}
