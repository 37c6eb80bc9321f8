import {
  decodePath,
  escapeUriPath,
  HttpResponse,
  iriToUri,
  parseCookie,
  QueryDict,
  urlHasAllowedHostAndScheme,
  type AnyView,
} from "../../src/http/index.ts";
import {
  include,
  NoReverseMatch,
  path,
  rePath,
  registerConverter,
  Resolver,
  Resolver404,
  reverse,
  type UrlEntry,
} from "../../src/urls/index.ts";
import type { Case, EntryShape, Question } from "./urls-cases.ts";

declare module "../../src/urls/index.ts" {
  interface ConverterTypes {
    yyyy: number;
    even: number;
  }
}

/** The converters that urls.py has as well. */
export function registerConverters(): void {
  registerConverter(
    {
      regex: "[0-9]{4}",
      toJs: Number,
      toUrl: (value) => String(value).padStart(4, "0"),
    },
    "yyyy",
  );
  registerConverter(
    {
      regex: "[0-9]+",
      toJs: (text) => (/[02468]$/.test(text) ? Number(text.slice(-15)) : undefined),
      toUrl: String,
    },
    "even",
  );
}

/** What mkweb says, in the form urls.py gives Django's answers. */
export function answer(one: Case): unknown[] {
  const resolver = one.urls && new Resolver(one.urls.map(entry));
  return one.do.map((question) => jsonOf(ask(question, resolver)));
}

const numbers = new WeakMap<object, number>();

function entry(shape: EntryShape): UrlEntry {
  const options = {
    ...(shape.kwargs ? { kwargs: shape.kwargs } : {}),
    ...(shape.name === undefined ? {} : { name: shape.name }),
  };
  if (shape.include) {
    const below = shape.include.map(entry);
    const target = shape.app
      ? include([below, shape.app], shape.namespace ? { namespace: shape.namespace } : {})
      : include(below);
    return shape.path === undefined
      ? rePath(shape.regex ?? "", target, options)
      : path(shape.path, target, options);
  }
  const view: AnyView = () => new HttpResponse();
  numbers.set(view, shape.view ?? -1);
  return shape.path === undefined
    ? rePath(shape.regex ?? "", view, options)
    : path(shape.path, view, options);
}

function ask(question: Question, resolver: Resolver | undefined): unknown {
  if ("path" in question && resolver) return resolved(resolver, question.path);
  if ("name" in question && resolver) return reversed(resolver, question);
  if ("query" in question) {
    const query = new QueryDict(question.query);
    return { lists: [...query.lists()], urlencode: query.urlencode() };
  }
  if ("cookie" in question) return parseCookie(question.cookie);
  if ("safe" in question) {
    return [false, true].map((requireHttps) =>
      urlHasAllowedHostAndScheme(question.safe, ["testserver"], { requireHttps }),
    );
  }
  if ("target" in question) return decodePath(question.target);
  return "iri" in question ? [iriToUri(question.iri), escapeUriPath(question.iri)] : undefined;
}

function resolved(resolver: Resolver, wanted: string): unknown {
  try {
    const match = resolver.resolve(wanted);
    return {
      view: numbers.get(match.func),
      args: match.args.map((each) => each ?? null),
      kwargs: match.kwargs,
      name: match.urlName ?? null,
      namespaces: match.namespaces,
      apps: match.appNames,
      route: match.route,
    };
  } catch (error) {
    if (!(error instanceof Resolver404)) throw error;
    return { tried: error.tried.map((chain) => chain.map(({ pattern }) => pattern.text)) };
  }
}

function reversed(
  urlconf: Resolver,
  { name, args, kwargs, app }: Extract<Question, { readonly name: string }>,
): unknown {
  try {
    return { url: reverse(name, { urlconf, args, kwargs, currentApp: app ?? undefined }) };
  } catch (error) {
    if (!(error instanceof NoReverseMatch)) throw error;
    return { raises: "NoReverseMatch" };
  }
}

/** Whole numbers as texts: JSON holds them exactly only up to a point. */
function jsonOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) =>
      (typeof each === "number" && key !== "view") || typeof each === "bigint"
        ? String(each)
        : each,
    ),
  );
}
