/** Words and formats for the scripts of widgets. Source: Django, `JavaScriptCatalog`. */
import { HttpResponse, requireSafe } from "../../http/index.ts";

/** Django's functions of these names, in English: every text is its own translation. */
const CATALOG = `"use strict";
{
  const django = (globalThis.django ??= {});
  const formats = {
    DATE_FORMAT: "N j, Y", DATETIME_FORMAT: "N j, Y, P", TIME_FORMAT: "P", YEAR_MONTH_FORMAT: "F Y", MONTH_DAY_FORMAT: "F j",
    SHORT_DATE_FORMAT: "m/d/Y", SHORT_DATETIME_FORMAT: "m/d/Y P", FIRST_DAY_OF_WEEK: 0,
    DATE_INPUT_FORMATS: ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"], TIME_INPUT_FORMATS: ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"],
    DATETIME_INPUT_FORMATS: ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M"],
    DECIMAL_SEPARATOR: ".", THOUSAND_SEPARATOR: ",", NUMBER_GROUPING: 3,
  };
  django.catalog ??= {};
  django.formats ??= formats;
  django.pluralidx = (count) => (count === 1 ? 0 : 1);
  django.gettext = django.gettext_noop = (text) => text;
  django.ngettext = (one, many, count) => (count === 1 ? one : many);
  django.pgettext = (context, text) => text;
  django.npgettext = (context, one, many, count) => (count === 1 ? one : many);
  django.interpolate = (text, values, named) => {
    let next = 0;
    return named
      ? text.replace(/%\\((\\w+)\\)s/g, (whole, name) => String(values[name]))
      : text.replace(/%s/g, () => String(values[next++]));
  };
  django.get_format = (name) => django.formats[name] ?? name;
  django.jsi18n_initialized = true;
  for (const name of ["pluralidx", "gettext", "ngettext", "interpolate", "get_format", "gettext_noop", "pgettext", "npgettext"]) {
    globalThis[name] = django[name];
  }
}
`;

export const jsi18nView = requireSafe(
  () => new HttpResponse(CATALOG, { contentType: 'text/javascript; charset="utf-8"' }),
);
