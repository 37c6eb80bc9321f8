/** What a page's address says of how it was come to: in a window of its own, from a list with filters. */
import { QueryDict, type HttpRequest } from "../../http/index.ts";
import { DisallowedModelAdminToField } from "../changelist/errors.ts";
import { IS_POPUP_VAR, TO_FIELD_VAR } from "../changelist/parameters.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

export function isPopup({ GET, POST }: HttpRequest): boolean {
  return POST.has(IS_POPUP_VAR) || GET.has(IS_POPUP_VAR);
}

/**
 * The field by which whoever opened this page names objects.
 *
 * @throws {DisallowedModelAdminToField} Nothing refers to objects by it.
 */
export async function toFieldOf(
  admin: ModelAdmin,
  request: HttpRequest,
): Promise<string | undefined> {
  const { GET, POST } = request;
  const name = POST.get(TO_FIELD_VAR) ?? GET.get(TO_FIELD_VAR);
  if (name === undefined || name === "") return undefined;
  if (!(await admin.toFieldAllowed(request, name))) throw new DisallowedModelAdminToField(name);
  return name;
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

/** The query of the page itself, without what the list's takes along. */
export function ownQuery({ GET }: HttpRequest): QueryDict {
  const own = new QueryDict("", { mutable: true });
  for (const [name, value = ""] of GET.items()) {
    if (name !== "_changelist_filters") own.set(name, value);
  }
  return own;
}
