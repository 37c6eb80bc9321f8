/** How a page was opened, from its URL: as a popup, or from a filtered list. */
import { QueryDict, type HttpRequest } from "../../http/index.ts";
import { DisallowedModelAdminToField } from "../changelist/errors.ts";
import { IS_POPUP_VAR, TO_FIELD_VAR } from "../changelist/parameters.ts";
import type { ModelAdmin } from "../options/model-admin.ts";

export function isPopup({ GET, POST }: HttpRequest): boolean {
  return POST.has(IS_POPUP_VAR) || GET.has(IS_POPUP_VAR);
}

/**
 * Returns the field by which the opener of this page identifies objects.
 *
 * @throws {DisallowedModelAdminToField} If no relation refers to it.
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

/** Parameters that a URL carries along. */
export interface CarriedAlong {
  /** Parameters of the page's own query, which are kept. */
  readonly own?: QueryDict | undefined;
  readonly popup?: boolean;
  readonly toField?: string | undefined;
}

/** Returns a URL with the filters of the visitor's list; for the list itself, filtered by them. */
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

/** Returns the page's own query, without the list's. */
export function ownQuery({ GET }: HttpRequest): QueryDict {
  const own = new QueryDict("", { mutable: true });
  for (const [name, value = ""] of GET.items()) {
    if (name !== "_changelist_filters") own.set(name, value);
  }
  return own;
}
