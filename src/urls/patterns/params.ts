import type { ConverterTypes } from "./converter-types.ts";

/** The parameters a route gives its view: `"<int:id>/<slug>/"` is `{ id: number; slug: string }`. */
export type PathParams<Route extends string> = string extends Route
  ? Readonly<Record<string, unknown>>
  : { readonly [Part in Captures<Route> as NameOf<Part>]: TypeOf<Part> };

/** The contents of a route's angle brackets. */
type Captures<Route extends string> = Route extends `${string}<${infer Part}>${infer Rest}`
  ? Part | Captures<Rest>
  : never;

type NameOf<Part extends string> = Part extends `${string}:${infer Name}` ? Name : Part;

type TypeOf<Part extends string> = Part extends `${infer Converter}:${string}`
  ? Converter extends keyof ConverterTypes
    ? ConverterTypes[Converter]
    : unknown
  : string;

/** The named groups of a regular expression, all texts. */
export type RegexParams<Source extends string> = string extends Source
  ? Readonly<Record<string, string>>
  : { readonly [Name in Groups<Source>]: string };

type Groups<Source extends string> = Source extends `${string}(?P<${infer Name}>${infer Rest}`
  ? Name | Groups<Rest>
  : never;
