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

  /**
   * `question_id`, whatever the primary key's own column is called. In a table between two models the name
   * is the model's: `blogpost_id`.
   */
  override joinKeyColumnName(name: string): string {
    const isModel = /^[A-Z]/.test(name);
    return `${isModel ? name.toLowerCase() : this.propertyToColumnName(name)}_id`;
  }
}

const names = new DjangoNames();

/** The column of a field that is no relation: `pub_date` for `pubDate`. */
export function columnNameOf(field: string): string {
  return names.propertyToColumnName(field);
}

/** The column of a relation: `author_id`. */
export function relationColumnOf(field: string): string {
  return names.joinKeyColumnName(field);
}
