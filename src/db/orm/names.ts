import { UnderscoreNamingStrategy } from "@mikro-orm/core";

/** Tables and columns as Django names them. Tables get the app's label in front where models are loaded. */
export class DjangoNames extends UnderscoreNamingStrategy {
  override joinTableName(
    _source: string,
    _target: string,
    property: string,
    table?: string,
  ): string {
    return `${table}_${this.propertyToColumnName(property)}`;
  }

  /** `post_id`: the model's name in small letters. */
  override joinKeyColumnName(name: string, column = "id"): string {
    return `${this.propertyToColumnName(name)}_${column}`;
  }
}
