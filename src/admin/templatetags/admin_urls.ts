/** `{% load admin_urls %}`: URLs in the admin. Source: Django, `admin/templatetags/admin_urls.py`. */
import { QueryDict, splitUrl } from "../../http/index.ts";
import type { ModelInfo } from "../../models/index.ts";
import { Library, textOf, type Context } from "../../templates/index.ts";
import { getResolver, getScriptPrefix, Resolver404 } from "../../urls/index.ts";
import { quote } from "../quote.ts";

export const register = new Library();

/** `{% url opts|admin_urlname:"changelist" %}` */
register.filter(
  "admin_urlname",
  (opts: ModelInfo, page: string) => `admin:${opts.appLabel}_${opts.modelName}_${page}`,
);

/** `{% url opts|admin_urlname:"change" object.pk|admin_urlquote %}` */
register.filter("admin_urlquote", (key: unknown) => quote(key));

type Fields = Map<string, string>;

const FILTERS = "_changelist_filters";

/** `{% add_preserved_filters url %}`: adds the filters of the visitor's list to a URL. */
register.simpleTag("add_preserved_filters", addPreservedFilters, {
  takesContext: true,
  parameters: ["url", "popup?", "to_field?"],
});

function addPreservedFilters(
  context: Context,
  url: unknown,
  popup: unknown = false,
  toField: unknown = null,
): string {
  const { path, query, fragment } = partsOf(String(url));
  const opts = context.get("opts") as ModelInfo | undefined;
  const preserved = context.get("preserved_filters");
  const merged: Fields = new Map(pairsOf(context.get("preserved_qsl")));
  if (opts && typeof preserved === "string" && preserved !== "") {
    for (const [name, value] of filtersFor(path, opts, fieldsOf(preserved)))
      merged.set(name, value);
  }
  if (popup) merged.set("_popup", "1");
  if (toField) merged.set("_to_field", textOf(toField));
  for (const [name, value] of fieldsOf(query)) merged.set(name, value);
  const text = QueryDict.fromPairs([...merged]).urlencode();
  return path + (text === "" ? "" : `?${text}`) + fragment;
}

/** On the list the filters are its own query, elsewhere one parameter. */
function filtersFor(path: string, { appLabel, modelName }: ModelInfo, preserved: Fields): Fields {
  const filters = preserved.get(FILTERS);
  const isList = nameAt(path) === `admin:${appLabel}_${modelName}_changelist`;
  return isList && filters !== undefined ? fieldsOf(filters) : preserved;
}

function nameAt(path: string): string | undefined {
  const prefix = getScriptPrefix();
  try {
    const { appName, urlName } = getResolver().resolve(
      `/${decodeURI(path).split(prefix).slice(1).join(prefix)}`,
    );
    return `${appName}:${urlName}`;
  } catch (error) {
    if (error instanceof Resolver404 || error instanceof URIError) return undefined;
    throw error;
  }
}

function partsOf(url: string): { path: string; query: string; fragment: string } {
  const { query, fragment } = splitUrl(url);
  const [path = ""] = url.split(/[?#]/);
  return { path, query, fragment: fragment === "" ? "" : `#${fragment}` };
}

function fieldsOf(query: string): Fields {
  return new Map([...new QueryDict(query).entries()].map(([name, value]) => [name, String(value)]));
}

function pairsOf(value: unknown): Iterable<readonly [string, string]> {
  return Array.isArray(value) ? (value as readonly (readonly [string, string])[]) : [];
}
