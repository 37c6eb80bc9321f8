// Everything that a part of a form gets: of the page at first, later of each inline form that is added.
import { autocomplete } from "./autocomplete.js";
import { dateShortcuts } from "./dates.js";
import { inlines } from "./inlines.js";
import { followRelated } from "./popups.js";
import { prepopulate } from "./prepopulate.js";
import { selectBoxes } from "./select-boxes.js";

export function enhance(root) {
  const own = (selector) =>
    [...root.querySelectorAll(selector)].filter((each) => !each.closest(".empty-form"));
  own(".vDateField, .vTimeField").forEach(dateShortcuts);
  own("select.selectfilter, select.selectfilterstacked").forEach(selectBoxes);
  own("select.admin-autocomplete").forEach(autocomplete);
  own(".related-widget-wrapper").forEach(followRelated);
  prepopulate(root);
  if (root === document)
    own(".js-inline-admin-formset").forEach((group) => inlines(group, enhance));
}
