/** Decides which lookups a query may use. Source: Django, `ModelAdmin.lookup_allowed`. */
import type { HttpRequest } from "../../../http/index.ts";
import type { ModelAdmin } from "../../options/model-admin.ts";
import { nameInMarkup } from "../../names.ts";
import { limitsOf } from "../../limited-choices.ts";
import { SimpleListFilter } from "../filters/simple-list-filter.ts";
import { lookupPath, type PathPart } from "./lookup-path.ts";

/**
 * Allows lookups of the model's own fields, of `listFilter` and `dateHierarchy`, and those by which relations to the
 * model limit their choices. Unknown lookups pass too: they are rejected later.
 */
export function lookupAllowed(
  admin: ModelAdmin,
  lookup: string,
  value: unknown,
  request: HttpRequest,
): boolean {
  if (limitsOf(admin.opts).some(([name, limit]) => name === lookup && limit === value)) return true;
  const { parts, rest } = lookupPath(admin.opts, lookup);
  const names = lookup.split("__").slice(0, parts.length);
  const relational = names.filter((_, at) => counts(parts[at - 1], parts[at]));
  if (relational.length <= 1) return true;
  const allowed = allowedLookups(admin, request);
  const last = rest[0] ?? names.at(-1) ?? "";
  return [relational.join("__"), [...relational, last].join("__")].some((each) =>
    allowed.has(each),
  );
}

/** Whether a part of a lookup leads further; the related key does not. */
function counts(previous: PathPart | undefined, part: PathPart | undefined): boolean {
  if (!previous) return true;
  const { field, relation, model } = part ?? previous;
  if (!previous.relation || field?.declaration.parentLink === true || field?.auto) return false;
  const isReferredTo =
    field !== undefined && model.primaryKey.auto && previous.field?.target === field;
  return !isReferredTo && (relation !== undefined || field !== model.primaryKey);
}

function allowedLookups(admin: ModelAdmin, request: HttpRequest): ReadonlySet<string> {
  const named = admin.getListFilter(request).map((filter) => {
    if (typeof filter === "string") return nameInMarkup(filter);
    if (Array.isArray(filter)) return nameInMarkup(String(filter[0]));
    return parameterOf(filter, admin, request);
  });
  const { dateHierarchy } = admin;
  return new Set([...named, ...(dateHierarchy === undefined ? [] : [nameInMarkup(dateHierarchy)])]);
}

/** Returns the parameter of a filter that has no field; only instances know it. */
function parameterOf(filter: unknown, admin: ModelAdmin, request: HttpRequest): string {
  if (typeof filter !== "function" || !(filter.prototype instanceof SimpleListFilter)) return "";
  const made: unknown = Reflect.construct(filter, [request, new Map(), admin.opts, admin]);
  return made instanceof SimpleListFilter ? made.parameterName : "";
}
