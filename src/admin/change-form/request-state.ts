/** What a page's address says of how it was come to: in a window of its own, from a list with filters. */
import { QueryDict, SuspiciousOperation, type HttpRequest } from "../../http/index.ts";
import { foreignKeysTo, type FieldInfo } from "../../models/index.ts";
import { fieldNamed } from "./find-object.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

export const IS_POPUP_VAR = "_popup";
export const TO_FIELD_VAR = "_to_field";

export function isPopup({ GET, POST }: HttpRequest): boolean {
  return POST.has(IS_POPUP_VAR) || GET.has(IS_POPUP_VAR);
}

/**
 * The field by which whoever opened this page names objects.
 *
 * @throws {DisallowedModelAdminToField} Nothing refers to objects by it.
 */
export function toFieldOf(admin: ModelAdmin, { GET, POST }: HttpRequest): string | undefined {
  const name = POST.get(TO_FIELD_VAR) ?? GET.get(TO_FIELD_VAR);
  if (name === undefined || name === "") return undefined;
  const field = fieldNamed(admin, name);
  if (!field || !isToFieldAllowed(admin, field)) throw new DisallowedModelAdminToField(name);
  return name;
}

/** Somebody asked for values of a field that no relation refers to. */
export class DisallowedModelAdminToField extends SuspiciousOperation {
  constructor(name: string) {
    super(`The field ${name} cannot be referenced.`);
  }
}

/** Whether relations of models that have pages refer to objects by a field; by the key they always may. */
export function isToFieldAllowed({ opts, adminSite }: ModelAdmin, field: FieldInfo): boolean {
  if (field === opts.primaryKey) return true;
  const known = adminSite.modelAdmins.flatMap((each) => [
    each.opts,
    ...each.inlines.map((Inline) => new Inline(each.model, adminSite).opts),
  ]);
  return foreignKeysTo(opts).some(
    ({ model, target }) =>
      target === field && known.some((each) => each.concrete === model.concrete),
  );
}

/** The query of the list that the visitor came from, to be taken along: `_changelist_filters=…`, or nothing. */
export function preservedFilters(admin: ModelAdmin, { GET }: HttpRequest): string {
  const filters = admin.preserveFilters ? (GET.get("_changelist_filters") ?? "") : "";
  if (filters === "") return "";
  return QueryDict.fromPairs([["_changelist_filters", filters]]).urlencode();
}

/** What the address carries along besides. */
export interface CarriedAlong {
  /** Pairs of the page's own query, which stay. */
  readonly own?: QueryDict | undefined;
  readonly popup?: boolean;
  readonly toField?: string | undefined;
}

/** An address with the filters of the list that the visitor came from; of the list itself, filtered so. */
export function withFilters(
  filters: string,
  url: string,
  { own, popup = false, toField }: CarriedAlong = {},
  isList = false,
): string {
  const merged = new QueryDict("", { mutable: true });
  for (const [name, value = ""] of own?.items() ?? []) merged.set(name, value);
  const kept = new QueryDict(filters);
  const list = isList ? new QueryDict(kept.get("_changelist_filters") ?? "") : kept;
  for (const [name, value = ""] of list.items()) merged.set(name, value);
  if (popup) merged.set(IS_POPUP_VAR, "1");
  if (toField !== undefined) merged.set(TO_FIELD_VAR, toField);
  const query = merged.urlencode();
  return query === "" ? url : `${url}?${query}`;
}

/** The query of the page itself, without what {@link preservedFilters} took of it. */
export function ownQuery({ GET }: HttpRequest): QueryDict {
  const own = new QueryDict("", { mutable: true });
  for (const [name, value = ""] of GET.items()) {
    if (name !== "_changelist_filters") own.set(name, value);
  }
  return own;
}
