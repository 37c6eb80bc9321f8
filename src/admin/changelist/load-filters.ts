/** Creates the filters of a list; each takes its parameters from the query. */
import type { FilterSpec } from "../options/types.ts";
import { nameInMarkup } from "../names.ts";
import type { ChangeList } from "./change-list.ts";
import { DisallowedModelAdminLookup } from "./errors.ts";
import { filterFor } from "./filters/registered.ts";
import type {
  FieldListFilterClass,
  FilterParameters,
  ListFilter,
  SimpleListFilterClass,
} from "./list-filter.ts";
import { spawnsDuplicates } from "./lookups/lookup-path.ts";

interface LoadedFilters {
  readonly filters: readonly ListFilter[];
  /** Lookups that no filter used. */
  readonly remaining: ReadonlyMap<string, readonly string[]>;
  readonly areActive: boolean;
  readonly mayHaveDuplicates: boolean;
}

/** @throws {DisallowedModelAdminLookup} If the query uses a lookup that the class does not allow. */
export async function loadFilters(list: ChangeList): Promise<LoadedFilters> {
  const { modelAdmin, request, params } = list;
  const remaining: FilterParameters = params.lookups;
  for (const [lookup, values] of remaining) {
    for (const value of values) {
      if (await modelAdmin.lookupAllowed(lookup, value, request)) continue;
      throw new DisallowedModelAdminLookup(`Filtering by ${lookup} not allowed`);
    }
  }
  const filters: ListFilter[] = [];
  let areActive = false;
  let mayHaveDuplicates = false;
  for (const spec of modelAdmin.getListFilter(request)) {
    const before = remaining.size;
    const filter = filterOf(spec, list, remaining);
    await filter.load();
    const took = remaining.size < before;
    if (took && "path" in filter && typeof filter.path === "string") {
      mayHaveDuplicates ||= spawnsDuplicates(list.opts, nameInMarkup(filter.path));
    }
    if (!filter.hasOutput()) continue;
    filters.push(filter);
    areActive ||= took;
  }
  return { filters, remaining, areActive, mayHaveDuplicates };
}

function filterOf(spec: FilterSpec, list: ChangeList, parameters: FilterParameters): ListFilter {
  const { request, opts, modelAdmin } = list;
  if (typeof spec === "function") {
    const Filter = spec as SimpleListFilterClass;
    return new Filter(request, parameters, opts, modelAdmin);
  }
  const [path, Chosen] = (typeof spec === "string" ? [spec] : spec) as readonly [
    string,
    FieldListFilterClass?,
  ];
  const Filter = Chosen ?? filterFor(opts, path);
  return new Filter(path, request, parameters, opts, modelAdmin);
}
