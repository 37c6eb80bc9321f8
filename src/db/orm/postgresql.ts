import type { Configuration, DriverException } from "@mikro-orm/core";
import { AbstractSqlConnection, AbstractSqlDriver, BasePostgreSqlPlatform } from "@mikro-orm/sql";
import { DatabaseError, type Dialect } from "../../connections/index.ts";

/** MikroORM's PostgreSQL on our connection; its own package would bring a second `pg`. */
export class PostgresqlDriver extends AbstractSqlDriver<GivenConnection> {
  constructor(config: Configuration) {
    super(config, new DjangoPostgresqlPlatform(), GivenConnection, ["kysely", "pg"]);
  }

  /** What the database refuses is an error of the connection's already. */
  override convertException(exception: Error): DriverException {
    if (exception instanceof DatabaseError) throw exception;
    return super.convertException(exception);
  }
}

class GivenConnection extends AbstractSqlConnection {
  /** Never called: the dialect is given to it. */
  override createKyselyDialect(_options: object): Dialect {
    throw new Error("The connection of this ORM is made by mkweb.");
  }
}

class DjangoPostgresqlPlatform extends BasePostgreSqlPlatform {
  override parseDate(value: string | number): Date {
    return new Date(value);
  }

  /** With fractions of a second. */
  override getTimeTypeDeclarationSQL(): string {
    return "time";
  }
}
