import type { Included, URLPattern, URLResolver } from "./entries.ts";

/**
 * Tells `reverse()` a project's names and parameters. In its root URL module:
 *
 *     declare module "mkweb/urls" {
 *       interface Register { urlpatterns: typeof urlpatterns }
 *     }
 *
 * Views that call `reverse()` then say what they return (`: HttpResponse`), or their types and those of
 * the patterns would each wait for the other.
 */
export interface Register {}

/** Names that are known, each with the parameters its URL needs. */
type Routes = Register extends { readonly urlpatterns: readonly (infer Entry)[] }
  ? RoutesOf<Entry, "", {}>
  : never;

/** One for each name, where a namespace has several. */
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

/** Parameters of one name; a union where several patterns share it; `never` where it is not known. */
type ParamsOf<Name extends string> = Extract<Routes, { readonly name: Name }>["params"];

/** What follows the name in a call of `reverse()`: parameters, where the name is known and needs some. */
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
