/** Query parameters of a list that are not lookups. */
export const ALL_VAR = "all";
export const ORDER_VAR = "o";
export const PAGE_VAR = "p";
export const SEARCH_VAR = "q";
export const ERROR_FLAG = "e";
export const IS_POPUP_VAR = "_popup";
export const TO_FIELD_VAR = "_to_field";
export const IS_FACETS_VAR = "_facets";
/** Name of the checkboxes that select rows for an action. */
export const ACTION_CHECKBOX_NAME = "_selected_action";

export const ignoredParameters: readonly string[] = [
  ALL_VAR,
  ORDER_VAR,
  SEARCH_VAR,
  IS_FACETS_VAR,
  IS_POPUP_VAR,
  TO_FIELD_VAR,
];
