/** Parameters of a list's query that are no lookups. */
export const ALL_VAR = "all";
export const ORDER_VAR = "o";
export const PAGE_VAR = "p";
export const SEARCH_VAR = "q";
export const ERROR_FLAG = "e";
export const IS_POPUP_VAR = "_popup";
export const TO_FIELD_VAR = "_to_field";
export const IS_FACETS_VAR = "_facets";
/** The inputs of the rows that an action is for. */
export const ACTION_CHECKBOX_NAME = "_selected_action";

export const ignoredParameters: readonly string[] = [
  ALL_VAR,
  ORDER_VAR,
  SEARCH_VAR,
  IS_FACETS_VAR,
  IS_POPUP_VAR,
  TO_FIELD_VAR,
];
