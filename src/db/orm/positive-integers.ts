import {
  BigIntType,
  IntegerType,
  SmallIntType,
  type EntityProperty,
  type Platform,
} from "@mikro-orm/core";

// Django's columns: SQLite names what they are for, PostgreSQL has the plain type. A check does the rest.

export class PositiveIntegerType extends IntegerType {
  override getColumnType(property: EntityProperty, platform: Platform): string {
    return unsigned(super.getColumnType(property, platform), platform);
  }
}

export class PositiveSmallIntegerType extends SmallIntType {
  override getColumnType(property: EntityProperty, platform: Platform): string {
    return unsigned(super.getColumnType(property, platform), platform);
  }
}

export class PositiveBigIntegerType extends BigIntType<"number"> {
  constructor() {
    super("number");
  }

  override getColumnType(property: EntityProperty, platform: Platform): string {
    return unsigned(super.getColumnType(property, platform), platform);
  }
}

function unsigned(type: string, platform: Platform): string {
  return platform.constructor.name.includes("Sqlite") ? `${type} unsigned` : type;
}
