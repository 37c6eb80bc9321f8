import type { Included, URLPattern, URLResolver } from "./entries.ts";

/**
 * Tells `reverse()` a project's names and parameters. In the root URL module:
 *
 *     declare module "mkweb/urls" {
 *       interface Register { urlpatterns: typeof urlpatterns }
 *     }
 *
 * Views that call `reverse()` must then declare their return type (`: HttpResponse`). Otherwise their types
 * and the types of the patterns would depend on each other.
 */
export interface Register {}

/** The known names, each with the parameters of its URL. */
type Routes = Register extends { readonly urlpatterns: readonly (infer Entry)[] }
  ? RoutesOf<Entry, "", {}>
  : never;

/** One type for each name, also where a namespace has several. */
type Route<Name extends string, Params extends object> = Name extends string
  ? { readonly name: Name; readonly params: Params }
  : never;

type RoutesOf<Entry, Prefix extends string, Outer extends object> =
  Entry extends URLPattern<infer Params, infer Name>
    ? string extends Name
      ? never
      : Route<`${Prefix}${Name}`, Outer & Params>
    : Entry extends URLResolver<infer Params, infer Target>
      ? Target extends Included<infer Below, infer Namespace>
        ? RoutesOf<
            Below,
            `${Prefix}${Namespace extends string ? `${Namespace}:` : ""}`,
            Outer & Params
          >
        : never
      : never;

/** Parameters of one name; a union if several patterns share it; `never` if it is unknown. */
type ParamsOf<Name extends string> = Extract<Routes, { readonly name: Name }>["params"];

/** The arguments after the name in a call of `reverse()`: parameters, if the known name needs some. */
export type ReverseArguments<Name, Options extends object> = Name extends string
  ? [ParamsOf<Name>] extends [never]
    ? [options?: Options]
    : {} extends ParamsOf<Name>
      ? [options?: Options & { readonly kwargs?: ParamsOf<Name> }]
      : [
          options: Options &
            ({ readonly kwargs: ParamsOf<Name> } | { readonly args: readonly unknown[] }),
        ]
  : [options?: Options];
