import {
  DecimalType,
  Type,
  type Configuration,
  type DriverException,
  type EntityMetadata,
} from "@mikro-orm/core";
import {
  AbstractSqlConnection,
  AbstractSqlDriver,
  BaseSqliteConnection,
  SqlitePlatform,
} from "@mikro-orm/sql";
import { DatabaseError, toSqliteDateTime } from "../../connections/index.ts";

/** MikroORM's SQLite with Django's types of columns. */
export class SqliteDriver extends AbstractSqlDriver<SharedConnection> {
  constructor(config: Configuration) {
    super(config, new DjangoSqlitePlatform(), SharedConnection, ["kysely"]);
  }

  /** What the database refuses is an error of the connection's already. */
  override convertException(exception: Error): DriverException {
    if (exception instanceof DatabaseError) throw exception;
    return super.convertException(exception);
  }
}

/** The connection is opened, and told of foreign keys, by us. */
class SharedConnection extends BaseSqliteConnection {
  override async connect(options?: { skipOnConnect?: boolean }): Promise<void> {
    await AbstractSqlConnection.prototype.connect.call(this, options);
  }
}

class DjangoSqlitePlatform extends SqlitePlatform {
  /** Double quotes: Django's `inspectdb` reads the text of the statements. */
  override quoteIdentifier(name: string): string {
    return super.quoteIdentifier(name, '"');
  }

  override getDecimalTypeDeclarationSQL(): string {
    return "decimal";
  }

  override getBlobDeclarationSQL(): string {
    return "BLOB";
  }

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

  override getSmallIntTypeDeclarationSQL(): string {
    return "smallint";
  }

  override getDoubleDeclarationSQL(): string {
    return "real";
  }

  override getUuidTypeDeclarationSQL(): string {
    return "char(32)";
  }

  override parseDate(value: string | number): Date {
    return typeof value === "string" ? readDateTime(value) : new Date(value);
  }

  override getCurrentTimestampSQL(): string {
    return "current_timestamp";
  }
}

/** MikroORM may have put a Z behind it. With the space, years before 50 would be taken for 2001 and so on. */
function readDateTime(text: string): Date {
  return new Date(text.replace(" ", "T").replace(/Z?$/, "Z"));
}

/** `2026-11-22 11:33:00.123000` in UTC, as Django stores moments in SQLite. */
class TextDateTime extends Type<Date | null, string | null> {
  override convertToDatabaseValue(value: Date | string | null | undefined): string | null {
    return value instanceof Date ? toSqliteDateTime(value) : (value ?? null);
  }

  override convertToJSValue(value: Date | string | null | undefined): Date | null {
    return typeof value === "string" ? readDateTime(value) : (value ?? null);
  }

  override getColumnType(): string {
    return "datetime";
  }

  override compareAsType(): string {
    return "string";
  }
}

/** 32 hexadecimal digits, as Django stores them in SQLite; in TypeScript with dashes. */
class HexUuid extends Type<string | null, string | null> {
  override convertToDatabaseValue(value: string | null | undefined): string | null {
    return value?.replaceAll("-", "").toLowerCase() ?? null;
  }

  override convertToJSValue(value: string | null | undefined): string | null {
    return value?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") ?? null;
  }

  override getColumnType(): string {
    return "char(32)";
  }

  override compareAsType(): string {
    return "string";
  }
}

/**
 * SQLite keeps decimals as floating-point numbers, exact to 15 digits, as in Django; here they get back the
 * zeros at their end: `"12.50"`.
 */
class FixedDecimal extends DecimalType {
  override convertToJSValue(value: string): string {
    return Number(value).toFixed(this.prop?.scale);
  }
}

/** Called for every model as it is discovered. */
export function useDjangoTypes(meta: EntityMetadata): void {
  for (const property of Object.values(meta.properties)) {
    const { type }: { type: unknown } = property;
    const isDate =
      type === "Date" ||
      type === "datetime" ||
      (typeof type === "function" && type.name === "DateTimeType") ||
      (type instanceof Type && type.constructor.name === "DateTimeType");
    const isUuid =
      type === "uuid" ||
      type === "UuidType" ||
      (typeof type === "function" && type.name === "UuidType") ||
      (type instanceof Type && type.constructor.name === "UuidType");
    const isDecimal =
      type === "decimal" ||
      type === "DecimalType" ||
      (type instanceof Type && type.constructor.name === "DecimalType");
    if (isDecimal) Object.assign(property, { type: new FixedDecimal("string") });
    if (isUuid) Object.assign(property, { type: HexUuid, runtimeType: "string" });
    if (isDate) Object.assign(property, { type: TextDateTime, runtimeType: "Date" });
  }
}
