/**
 * The types of captured values, by converter. A project adds its own: `declare module "mkweb/urls" {
 * interface ConverterTypes { yyyy: number } }`.
 */
export interface ConverterTypes {
  /** A `bigint` above 9,007,199,254,740,991, where a number would not be exact. */
  int: number;
  path: string;
  slug: string;
  str: string;
  uuid: string;
}
