/** Context of a list's page. */
import type { BaseModelFormSet } from "../../forms/index.ts";
import { columnNameOf, installedApps } from "../../models/index.ts";
import { quotePlus } from "../../http/index.ts";
import { adminUrl } from "../site/admin-url.ts";
import { ACTION_CHECKBOX, type ChangeList } from "./change-list.ts";
import { IS_FACETS_VAR, IS_POPUP_VAR, SEARCH_VAR, TO_FIELD_VAR } from "./parameters.ts";
import { dateHierarchyOf } from "./date-hierarchy.ts";
import { headersOf } from "./headers.ts";
import { hiddenKeys } from "./input-cells.ts";
import { paginationOf } from "./pagination.ts";
import { rowsOf } from "./rows.ts";

type Context = Readonly<Record<string, unknown>>;

/** @param formset Forms of the rows, if columns have inputs. */
export async function listContext(list: ChangeList, formset?: BaseModelFormSet): Promise<Context> {
  const { modelAdmin: admin, request, opts, resultCount } = list;
  if (formset?.isBound) list.showForms(formset.forms);
  const forms = formset?.forms;
  const headers = headersOf(list);
  const actions = await admin.getActionChoices(request);
  const hasCheckboxes = list.listDisplay.includes(ACTION_CHECKBOX);
  const app = installedApps().find(({ label }) => label === opts.appLabel);
  return {
    title: list.title,
    subtitle: null,
    is_popup: list.isPopup,
    to_field: list.toField,
    cl: list,
    opts,
    app_name: app?.verboseName ?? opts.appLabel,
    module_name: opts.verboseNamePlural,
    media: formset ? [formset.media] : [],
    formset,
    formset_error_count: formset?.isBound ? formset.totalErrorCount() : 0,
    has_add_permission: await admin.hasAddPermission(request),
    preserved_filters: await admin.getPreservedFilters(request),
    result_headers: headers.map(inSnakeCase),
    num_sorted_fields: headers.filter(({ sorted }) => sorted).length,
    has_checkboxes: hasCheckboxes,
    column_count: headers.length + (hasCheckboxes ? 1 : 0),
    add_url: await addUrl(list),
    ...searchContext(list),
    results: await rowsOf(list, forms),
    result_hidden_fields: hiddenKeys(list, forms),
    pagination: await paginationContext(list),
    date_hierarchy: await dateHierarchyOf(list),
    filters: await filtersOf(list),
    action_choices: actions.length > 1 ? actions : [],
    actions_on_top: admin.actionsOnTop,
    actions_on_bottom: admin.actionsOnBottom,
    actions_selection_counter: admin.actionsSelectionCounter,
    selection_note: `0 of ${list.resultList.length} selected`,
    selection_note_all:
      resultCount === 1 ? `${resultCount} selected` : `All ${resultCount} selected`,
  };
}

async function addUrl(list: ChangeList): Promise<string> {
  const { isPopup, modelAdmin, request, toField, opts } = list;
  const url = adminUrl(modelAdmin.adminSite, `${opts.appLabel}_${opts.modelName}_add`);
  const popup = isPopup ? [`${IS_POPUP_VAR}=1`] : [];
  const field = toField === undefined ? [] : [`${TO_FIELD_VAR}=${quotePlus(toField)}`];
  const preserved = await modelAdmin.getPreservedFilters(request);
  const query = [...(preserved === "" ? [] : [preserved]), ...popup, ...field].join("&");
  return query === "" ? url : `${url}?${query}`;
}

function searchContext(list: ChangeList): Context {
  const popup = list.isPopup ? [`${IS_POPUP_VAR}=1`] : [];
  const facets = list.addFacets ? [IS_FACETS_VAR] : [];
  return {
    show_result_count: list.resultCount !== list.fullResultCount,
    search_all_url: `?${[...popup, ...facets].join("&")}`,
    search_parameters: list.params.items.filter(([name]) => name !== SEARCH_VAR),
  };
}

async function paginationContext(list: ChangeList): Promise<Context> {
  const { pages, showAllUrl } = await paginationOf(list);
  return { pages: pages.map(inSnakeCase), show_all_url: showAllUrl };
}

/** Templates use Django's names on plain objects. */
function inSnakeCase(values: object): Context {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [columnNameOf(name), value as unknown]),
  );
}

async function filtersOf(list: ChangeList): Promise<readonly Context[]> {
  const shown: Context[] = [];
  for (const spec of list.filterSpecs) {
    const { title, template } = spec;
    const choices = (await spec.choices(list)).map(inSnakeCase);
    const isActive = spec.usedParameters.size > 0;
    shown.push({ title, template, choices, spec, is_active: isActive });
  }
  return shown;
}
