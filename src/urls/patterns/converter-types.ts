/**
 * The types that captured values have, by converter. A project adds its own:
 * `declare module "mkweb/urls" { interface ConverterTypes { yyyy: number } }`.
 */
export interface ConverterTypes {
  /** A `bigint` where a number would not be exact, above 9,007,199,254,740,991. */
  int: number;
  path: string;
  slug: string;
  str: string;
  uuid: string;
}
