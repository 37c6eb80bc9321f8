import { Type, type Configuration, type EntityMetadata } from "@mikro-orm/core";
import {
  AbstractSqlConnection,
  AbstractSqlDriver,
  BaseSqliteConnection,
  SqlitePlatform,
} from "@mikro-orm/sql";
import { toSqliteDateTime } from "../../connections/index.ts";
import { SafeSqliteSchemaHelper } from "./sqlite-schema.ts";

/** MikroORM's SQLite with Django's types of columns. */
export class SqliteDriver extends AbstractSqlDriver<SharedConnection> {
  constructor(config: Configuration) {
    super(config, new DjangoSqlitePlatform(), SharedConnection, ["kysely"]);
  }
}

/** The connection is opened, and told of foreign keys, by us. */
class SharedConnection extends BaseSqliteConnection {
  override async connect(options?: { skipOnConnect?: boolean }): Promise<void> {
    await AbstractSqlConnection.prototype.connect.call(this, options);
  }
}

class DjangoSqlitePlatform extends SqlitePlatform {
  override schemaHelper = new SafeSqliteSchemaHelper(this);

  override getVarcharTypeDeclarationSQL({ length }: { length?: number }): string {
    return `varchar(${length ?? 255})`;
  }

  override getBooleanTypeDeclarationSQL(): string {
    return "bool";
  }

  /** SQLite counts only an `integer` up by itself. */
  override getBigIntTypeDeclarationSQL({ autoincrement }: { autoincrement?: boolean }): string {
    return autoincrement ? "integer" : "bigint";
  }

  override getCurrentTimestampSQL(): string {
    return "current_timestamp";
  }
}

/** `2026-11-22 11:33:00.123000` in UTC, as Django stores moments in SQLite. */
class TextDateTime extends Type<Date | null, string | null> {
  override convertToDatabaseValue(value: Date | string | null | undefined): string | null {
    return value instanceof Date ? toSqliteDateTime(value) : (value ?? null);
  }

  override convertToJSValue(value: Date | string | null | undefined): Date | null {
    return typeof value === "string" ? new Date(`${value.replace(" ", "T")}Z`) : (value ?? null);
  }

  override getColumnType(): string {
    return "datetime";
  }

  override compareAsType(): string {
    return "string";
  }
}

/** Called for every model as it is discovered. */
export function useTextDates(meta: EntityMetadata): void {
  for (const property of Object.values(meta.properties)) {
    const { type }: { type: unknown } = property;
    const isDate =
      type === "Date" ||
      type === "datetime" ||
      (typeof type === "function" && type.name === "DateTimeType") ||
      (type instanceof Type && type.constructor.name === "DateTimeType");
    if (isDate) Object.assign(property, { type: TextDateTime, runtimeType: "Date" });
  }
}
